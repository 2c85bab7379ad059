package lumen.feature.source;

import java.nio.file.Path;
import java.util.Objects;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.SampleSource;
import lumen.audio.decoding.isolation.DecodingWorkers;

/** Files as clips that are decoded where their origin allows it. */
public final class Clips implements AutoCloseable {
    private final Trust trust;
    private final DecodingWorkers workers;

    /**
     * Takes over the workers.
     *
     * @param trust which files are decoded inside the service
     * @param workers decode all others
     */
    public Clips(Trust trust, DecodingWorkers workers) {
        this.trust = Objects.requireNonNull(trust, "trust");
        this.workers = Objects.requireNonNull(workers, "workers");
    }

    /** Starts the workers, so that the first upload does not wait for them. */
    public void start() {
        if (trust.isolation() != Isolation.NEVER) {
            workers.start();
        }
    }

    /**
     * The clip of a file.
     *
     * @param file its real path
     */
    public SampleSource clip(Path file) {
        return trust.includes(file) ? SampleSource.of(AudioSource.of(file)) : workers.clip(file);
    }

    @Override
    public void close() {
        workers.close();
    }
}
