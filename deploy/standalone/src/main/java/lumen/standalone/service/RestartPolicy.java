package lumen.standalone.service;

import java.time.Duration;
import java.util.Optional;

/**
 * Says how long to wait before a service that died is started again. The wait doubles with every
 * quick death; a service that keeps dying quickly is given up.
 */
final class RestartPolicy {
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final int QUICK_DEATHS = 5;

    /** A service that ran this long was in order: its next death is a new story. */
    private static final Duration QUICK = Duration.ofSeconds(60);

    private int quickDeaths;

    /**
     * Takes note of a death.
     *
     * @param ran how long the service had run
     * @return how long to wait, or nothing when the service is given up
     */
    Optional<Duration> afterDeath(Duration ran) {
        quickDeaths = ran.compareTo(QUICK) < 0 ? quickDeaths + 1 : 1;
        if (quickDeaths >= QUICK_DEATHS) {
            return Optional.empty();
        }
        return Optional.of(FIRST_WAIT.multipliedBy(1L << (quickDeaths - 1)));
    }

    /** How many deaths in a row make a service given up. */
    static int limit() {
        return QUICK_DEATHS;
    }
}
