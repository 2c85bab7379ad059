package lumen.audio;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.SampleBuffer;
import lumen.audio.decoding.SampleSource;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;

/**
 * Computes the features that a specification describes, from files or from samples in memory.
 * Thread-safe; the buffers of a finished call serve the next.
 */
public final class FeatureExtractor {
    /** So many samples, 32 MiB, are held in memory for normalising, instead of decoding twice. */
    private static final int HELD_SAMPLES = 8 << 20;

    private final FeatureSpecification specification;
    private final MelTables tables;
    private final Queue<MelSpectrogram> idle = new ConcurrentLinkedQueue<>();

    private FeatureExtractor(FeatureSpecification specification) {
        this.specification = specification;
        tables = MelTables.of(mel(specification));
    }

    /** The extractor of a specification. */
    public static FeatureExtractor of(FeatureSpecification specification) {
        return new FeatureExtractor(specification);
    }

    private static MelParameters mel(FeatureSpecification specification) {
        return switch (specification) {
            case MelFeatures features -> features.mel();
        };
    }

    /** What is computed. */
    public FeatureSpecification specification() {
        return specification;
    }

    /**
     * The tables of this specification, from which each worker thread can make a {@link
     * MelSpectrogram} of its own.
     */
    public MelTables tables() {
        return tables;
    }

    /** As {@link #extract(SampleSource, DecodingLimits, WindowConsumer)}, on the calling thread. */
    public Summary extract(AudioSource source, DecodingLimits limits, WindowConsumer consumer)
            throws AudioException {
        return extract(SampleSource.of(source), limits, consumer);
    }

    /**
     * Decodes a file and gives its features window by window. Memory does not grow with the length
     * of the file; a long one, nine minutes at 16 kHz, is decoded twice if it has to be normalised.
     *
     * @param source the file
     * @param limits what is put up with
     * @param consumer takes the windows; when this fails it has taken those before the failure
     * @return what was found
     * @throws AudioException if the file cannot be used
     */
    public Summary extract(SampleSource source, DecodingLimits limits, WindowConsumer consumer)
            throws AudioException {
        MelSpectrogram spectrogram = borrow();
        try {
            WindowStream windows = new WindowStream(specification, spectrogram, consumer);
            AudioInformation information =
                    specification.normalizeAudio()
                            ? extractNormalized(source, limits, windows)
                            : source.decode(specification.samplingRate(), limits, windows::append);
            int count = windows.finish();
            return new Summary(
                    information.durationSeconds(), count, windows.transformSeconds(), information);
        } finally {
            idle.add(spectrogram);
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
        MelSpectrogram spectrogram = borrow();
        try {
            WindowStream windows = new WindowStream(specification, spectrogram, consumer);
            windows.append(samples, length);
            return windows.finish();
        } finally {
            idle.add(spectrogram);
        }
    }

    private AudioInformation extractNormalized(
            SampleSource source, DecodingLimits limits, WindowStream windows)
            throws AudioException {
        long start = System.nanoTime();
        HeldSamples held = new HeldSamples();
        AudioInformation information =
                source.decode(specification.samplingRate(), limits, held::append);
        windows.divideBy(information.peak());
        if (held.complete()) {
            windows.append(held.samples(), held.length());
            return information;
        }
        Duration left = limits.deadline().minusNanos(System.nanoTime() - start);
        source.decode(
                specification.samplingRate(),
                limits.withDeadline(left.toMillis() < 1 ? Duration.ofMillis(1) : left),
                windows::append);
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
     * The features of samples in memory, taken as they are: {@code normalize_audio} is for files.
     *
     * @param samples mono samples at the specification's rate
     * @return {@code [n_mels, frames(samples.length)]}, row by row
     */
    public float[] spectrogram(float[] samples) {
        float[] values = new float[specification.rows() * frames(samples.length)];
        MelSpectrogram spectrogram = borrow();
        try {
            spectrogram.power(samples, samples.length, values);
            if (specification.transform() == Transform.LOG_MEL_SPECTROGRAM) {
                spectrogram.decibels(values, 0, values.length);
            }
        } finally {
            idle.add(spectrogram);
        }
        return values;
    }

    /** The number of frames of so many samples: {@code 1 + samples / hop_length}. */
    public int frames(int samples) {
        return specification.frames(samples);
    }

    private MelSpectrogram borrow() {
        MelSpectrogram spectrogram = idle.poll();
        return spectrogram == null ? new MelSpectrogram(tables) : spectrogram;
    }

    /** The samples of a clip, as long as it is short. */
    private static final class HeldSamples {
        private static final int FIRST_CAPACITY = 1 << 16;
        private SampleBuffer buffer = new SampleBuffer(FIRST_CAPACITY);
        private boolean complete = true;

        void append(float[] block, int length) {
            if (complete && buffer.length() + length > HELD_SAMPLES) {
                complete = false;
                buffer = new SampleBuffer(0);
            }
            if (complete) {
                buffer.append(block, length);
            }
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
