package lumen.audio.decoding;

import java.time.Duration;
import lumen.audio.decoding.AudioException.Reason;

/** The moment after which decoding stops; moves on while others use the time. */
final class Deadline {
    private final Duration allowed;
    private long nanoTime;

    Deadline(Duration allowed) {
        this.allowed = allowed;
        nanoTime = System.nanoTime() + allowed.toNanos();
    }

    boolean passed() {
        return System.nanoTime() - nanoTime > 0;
    }

    void check() throws AudioException {
        if (passed()) {
            throw new AudioException(
                    Reason.TIMEOUT,
                    "decoding was stopped after "
                            + allowed.toMillis() / 1000.0
                            + " s; the file may be damaged");
        }
    }

    /** Gives back time that was not spent on decoding. */
    void extend(long nanoseconds) {
        nanoTime += nanoseconds;
    }
}
