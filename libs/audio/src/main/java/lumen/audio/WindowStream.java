package lumen.audio;

import java.util.Arrays;
import lumen.audio.mel.MelSpectrogram;

/**
 * Cuts a stream of samples into windows of features. Holds one window, the first window for the
 * padding of the last, and the samples that the next frames need; used once.
 */
final class WindowStream {
    private static final int FRAMES_AT_ONCE = 512;

    private final FeatureSpecification specification;
    private final MelSpectrogram spectrogram;
    private final int fftLength;
    private final WindowConsumer consumer;
    private final int width;
    private final float[] window;
    private float[] first;
    private float divisor = 1;

    /** Samples from the first that is still needed on. */
    private final float[] pending;

    private int pendingLength;

    /** The number of {@code pending[0]} in the clip. */
    private long pendingStart;

    private long samples;
    private long frames;
    private int columns;
    private int windows;
    private long transformNanoseconds;

    WindowStream(
            FeatureSpecification specification,
            MelSpectrogram spectrogram,
            WindowConsumer consumer) {
        this.specification = specification;
        this.spectrogram = spectrogram;
        fftLength = spectrogram.parameters().fftLength();
        this.consumer = consumer;
        width = specification.windowFrames();
        window = new float[specification.rows() * width];
        pending = new float[2 * fftLength + FRAMES_AT_ONCE * specification.hopLength()];
    }

    /** Sets the peak by which the samples are divided; silence is left as it is. */
    void divideBy(float peak) {
        divisor = peak < Float.MIN_NORMAL ? 1 : peak;
    }

    /** Takes the next samples. */
    void append(float[] block, int length) {
        int taken = 0;
        while (taken < length) {
            int count = Math.min(length - taken, pending.length - pendingLength);
            for (int i = 0; i < count; i++) {
                pending[pendingLength + i] = block[taken + i] / divisor;
            }
            pendingLength += count;
            samples += count;
            taken += count;
            if (pendingLength == pending.length) {
                compute(completeFrames());
                discard();
            }
        }
    }

    /**
     * Computes what is left, padding the last window.
     *
     * @return the number of windows given to the consumer
     */
    int finish() {
        compute(specification.frames(samples));
        boolean unseen = windows == 0 || columns > width - specification.windowHopFrames();
        if (unseen) {
            pad();
            emit();
        }
        return windows;
    }

    /** How long the transform took so far. */
    double transformSeconds() {
        return transformNanoseconds / 1e9;
    }

    /** The frames whose last sample has come. */
    private long completeFrames() {
        long reach = samples - (fftLength - fftLength / 2);
        return reach < 0 ? 0 : 1 + reach / specification.hopLength();
    }

    /** Computes frames up to a number, giving out every window that becomes full. */
    private void compute(long upTo) {
        while (frames < upTo) {
            int count = (int) Math.min(upTo - frames, width - columns);
            long centre = frames * specification.hopLength() - pendingStart;
            long begin = System.nanoTime();
            spectrogram.power(
                    pending, pendingLength, Math.toIntExact(centre), count, window, columns, width);
            toDecibels(columns, count);
            transformNanoseconds += System.nanoTime() - begin;
            frames += count;
            columns += count;
            if (columns == width) {
                emit();
                advance();
            }
        }
    }

    private void toDecibels(int column, int count) {
        if (specification.transform() == Transform.LOG_MEL_SPECTROGRAM) {
            for (int mel = 0; mel < specification.rows(); mel++) {
                spectrogram.decibels(window, mel * width + column, count);
            }
        }
    }

    private void emit() {
        if (windows == 0) {
            first = window.clone();
        }
        double secondsPerFrame = (double) specification.hopLength() / specification.samplingRate();
        double start = (double) windows * specification.windowHopFrames() * secondsPerFrame;
        double end = start + width * secondsPerFrame;
        double clip = (double) samples / specification.samplingRate();
        // A last window may hold no more than the frame about the very end of the clip.
        consumer.window(
                windows, start, Math.max(start + secondsPerFrame, Math.min(end, clip)), window);
        windows++;
    }

    /** Keeps what the next window shares with this one. */
    private void advance() {
        int hop = specification.windowHopFrames();
        for (int mel = 0; mel < specification.rows(); mel++) {
            System.arraycopy(window, mel * width + hop, window, mel * width, width - hop);
        }
        columns = width - hop;
    }

    private void discard() {
        long needed = frames * specification.hopLength() - fftLength / 2;
        int drop = (int) Math.min(pendingLength, Math.max(0, needed - pendingStart));
        System.arraycopy(pending, drop, pending, 0, pendingLength - drop);
        pendingStart += drop;
        pendingLength -= drop;
    }

    private void pad() {
        switch (specification.padding()) {
            case REPEAT -> repeat();
            case ZERO -> fill(silence());
        }
    }

    private void repeat() {
        float[] source = first == null ? window : first;
        int period = first == null ? columns : width;
        for (int mel = 0; mel < specification.rows(); mel++) {
            for (int column = columns; column < width; column++) {
                window[mel * width + column] = source[mel * width + (column - columns) % period];
            }
        }
    }

    private void fill(float value) {
        for (int mel = 0; mel < specification.rows(); mel++) {
            Arrays.fill(window, mel * width + columns, (mel + 1) * width, value);
        }
    }

    private float silence() {
        return switch (specification.transform()) {
            case MEL_SPECTROGRAM -> 0;
            case LOG_MEL_SPECTROGRAM -> -100;
        };
    }
}
