package lumen.audio;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleBuffer;
import lumen.audio.decoding.SampleSource;
import lumen.audio.spectrum.KernelKind;

/**
 * Computes the features that a specification describes, from files or from samples in memory.
 * Thread-safe; the buffers of a finished call serve the next.
 */
public final class FeatureExtractor {
    /** So many samples, 32 MiB, are held in memory rather than decoded twice. */
    private static final int HELD_SAMPLES = 8 << 20;

    private final FeatureSpecification specification;
    private final Supplier<WindowStream> streams;
    private final Queue<WindowStream> idle = new ConcurrentLinkedQueue<>();

    private FeatureExtractor(FeatureSpecification specification, KernelKind kind) {
        this.specification = specification;
        streams = WindowStreams.of(specification, kind);
    }

    /** The extractor of a specification, with the fastest kernel of this JVM. */
    public static FeatureExtractor of(FeatureSpecification specification) {
        return of(specification, KernelKind.best());
    }

    /** The extractor of a specification, with a certain kernel. */
    public static FeatureExtractor of(FeatureSpecification specification, KernelKind kind) {
        return new FeatureExtractor(specification, kind);
    }

    /** What is computed. */
    public FeatureSpecification specification() {
        return specification;
    }

    /** As {@link #extract(SampleSource, DecodingLimits, WindowConsumer)}, on the calling thread. */
    public Summary extract(AudioSource source, DecodingLimits limits, WindowConsumer consumer)
            throws AudioException {
        return extract(SampleSource.of(source), limits, consumer);
    }

    /**
     * Decodes a file and gives its features window by window. Memory does not grow with the length
     * of the file; a long one, nine minutes at 16 kHz, is decoded twice if something has to be
     * known of all of it first: its peak, or what its transform surveys.
     *
     * @param source the file
     * @param limits what is put up with
     * @param consumer takes the windows; when this fails it has taken those before the failure
     * @return what was found
     * @throws AudioException if the file cannot be used
     */
    public Summary extract(SampleSource source, DecodingLimits limits, WindowConsumer consumer)
            throws AudioException {
        WindowStream stream = borrow();
        try {
            AudioInformation information =
                    specification.normalizeAudio() || stream.surveys()
                            ? extractHeld(source, limits, stream, consumer)
                            : extractStreamed(source, limits, stream, consumer, 1);
            return new Summary(
                    information.durationSeconds(),
                    stream.windows(),
                    stream.transformSeconds(),
                    information);
        } finally {
            idle.add(stream);
        }
    }

    /**
     * The features of samples in memory, window by window. The samples are taken as they are:
     * {@code normalize_audio} is for files.
     *
     * @param samples mono samples at the specification's rate
     * @param length how many of them
     * @param consumer takes the windows
     * @return how many windows
     */
    public int extract(float[] samples, int length, WindowConsumer consumer) {
        WindowStream stream = borrow();
        try {
            stream.begin(consumer, 1);
            return stream.clip(samples, length);
        } finally {
            idle.add(stream);
        }
    }

    private AudioInformation extractStreamed(
            SampleSource source,
            DecodingLimits limits,
            WindowStream stream,
            WindowConsumer consumer,
            float peak)
            throws AudioException {
        stream.begin(consumer, peak);
        AudioInformation information =
                source.decode(specification.samplingRate(), limits, stream::append);
        stream.finish();
        return information;
    }

    private AudioInformation extractHeld(
            SampleSource source,
            DecodingLimits limits,
            WindowStream stream,
            WindowConsumer consumer)
            throws AudioException {
        long start = System.nanoTime();
        HeldSamples held = new HeldSamples(stream.surveys());
        AudioInformation information =
                source.decode(specification.samplingRate(), limits, held::append);
        float peak = specification.normalizeAudio() ? information.peak() : 1;
        if (specification.normalizeAudio()) {
            PeakNormalization.apply(held.samples(), held.length(), peak);
        }
        if (held.complete()) {
            stream.begin(consumer, 1);
            stream.clip(held.samples(), held.length());
            return information;
        }
        if (stream.surveys()) {
            stream.survey(held.samples(), held.length());
        }
        held.clear();
        Duration left = limits.deadline().minusNanos(System.nanoTime() - start);
        extractStreamed(
                source,
                limits.withDeadline(left.toMillis() < 1 ? Duration.ofMillis(1) : left),
                stream,
                consumer,
                peak);
        return information;
    }

    /**
     * Decodes a whole file to the samples that {@link #extract} works on: mono, at the
     * specification's rate, divided by the peak if it says so.
     *
     * @throws AudioException if the file cannot be used
     */
    public float[] samples(AudioSource source, DecodingLimits limits) throws AudioException {
        float[] samples = AudioDecoder.decodeAll(source, specification.samplingRate(), limits);
        if (specification.normalizeAudio()) {
            PeakNormalization.apply(samples);
        }
        return samples;
    }

    /**
     * The features of samples in memory as one, neither cut to windows nor resized nor standardised
     * by constants. The samples are taken as they are: {@code normalize_audio} is for files.
     *
     * @param samples mono samples at the specification's rate
     * @return {@code [sum of planes(), frames(samples.length)]}, row by row
     */
    public float[] spectrogram(float[] samples) {
        WindowStream stream = borrow();
        try {
            return stream.whole(samples);
        } finally {
            idle.add(stream);
        }
    }

    /** The number of frames of so many samples. */
    public int frames(int samples) {
        return specification.frames(samples);
    }

    private WindowStream borrow() {
        WindowStream stream = idle.poll();
        return stream == null ? streams.get() : stream;
    }

    /** The samples of a clip as long as it is short; of a longer one its beginning, if wanted. */
    private static final class HeldSamples {
        private static final int FIRST_CAPACITY = 1 << 16;
        private final boolean keepsBeginning;
        private SampleBuffer buffer = new SampleBuffer(FIRST_CAPACITY);
        private boolean complete = true;

        HeldSamples(boolean keepsBeginning) {
            this.keepsBeginning = keepsBeginning;
        }

        void append(float[] block, int length) {
            int count = Math.min(length, HELD_SAMPLES - buffer.length());
            if (complete && count < length) {
                complete = false;
                if (keepsBeginning) {
                    buffer.append(block, count);
                } else {
                    clear();
                }
            }
            if (complete) {
                buffer.append(block, length);
            }
        }

        void clear() {
            buffer = new SampleBuffer(0);
        }

        boolean complete() {
            return complete;
        }

        float[] samples() {
            return buffer.samples();
        }

        int length() {
            return buffer.length();
        }
    }
}
