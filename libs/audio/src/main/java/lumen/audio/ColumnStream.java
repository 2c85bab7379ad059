package lumen.audio;

import java.util.Arrays;
import lumen.audio.transform.ColumnTransform;

/**
 * Windows of columns that are computed one by one. Of a clip that comes in blocks it holds one
 * window, the first window for the padding of the last, and the samples that the next frames need.
 */
final class ColumnStream extends WindowStream {
    private static final int FRAMES_AT_ONCE = 512;
    private static final float[] NOTHING = {};

    private final ColumnTransform transform;
    private final int rows;
    private final int width;
    private final int hop;
    private final float[] window;
    private final float[] first;
    private final float[] column;

    /** Samples from the first that is still needed on. */
    private final float[] pending;

    private int pendingLength;

    /** The number of {@code pending[0]} in the clip. */
    private long pendingStart;

    private long samples;
    private long frames;
    private int columns;

    ColumnStream(
            FeatureSpecification specification,
            ColumnTransform transform,
            boolean standardizedByOwn) {
        super(specification, standardizedByOwn);
        this.transform = transform;
        rows = transform.rows();
        width = specification.windowFrames();
        hop = specification.windowHopFrames();
        window = new float[rows * width];
        first = new float[rows * width];
        column = new float[rows];
        int reach = transform.grid().before() + transform.grid().after();
        pending = new float[2 * reach + FRAMES_AT_ONCE * transform.grid().hopLength()];
    }

    @Override
    void begin(WindowConsumer consumer, float peak) {
        super.begin(consumer, peak);
        pendingLength = 0;
        pendingStart = 0;
        samples = 0;
        frames = 0;
        columns = 0;
    }

    @Override
    boolean surveys() {
        return transform.surveys();
    }

    @Override
    void survey(float[] samples, int length) {
        long begin = System.nanoTime();
        transform.survey(samples, length);
        addTransformTime(begin);
    }

    @Override
    int clip(float[] clip, int length) {
        if (surveys()) {
            survey(clip, length);
        }
        samples = length;
        compute(clip, length, transform.grid().frames(samples));
        return finishWindows();
    }

    @Override
    void append(float[] block, int length) {
        float divisor = divisor();
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
                compute(pending, pendingLength, transform.grid().complete(samples));
                discard();
            }
        }
    }

    @Override
    int finish() {
        compute(pending, pendingLength, transform.grid().frames(samples));
        return finishWindows();
    }

    private int finishWindows() {
        boolean unseen = windows() == 0 || columns > width - hop;
        if (unseen) {
            pad();
            emit();
        }
        return windows();
    }

    @Override
    float[] whole(float[] samples) {
        if (surveys()) {
            survey(samples, samples.length);
        }
        int count = transform.grid().frames(samples.length);
        float[] values = new float[rows * count];
        transform.columns(samples, samples.length, 0, count, values, 0, count);
        return values;
    }

    /** Computes frames up to a number, giving out every window that becomes full. */
    private void compute(float[] source, int length, long upTo) {
        while (frames < upTo) {
            int count = (int) Math.min(upTo - frames, width - columns);
            long position = frames * transform.grid().hopLength() - pendingStart;
            long begin = System.nanoTime();
            transform.columns(
                    source, length, Math.toIntExact(position), count, window, columns, width);
            addTransformTime(begin);
            frames += count;
            columns += count;
            if (columns == width) {
                emit();
                advance();
            }
        }
    }

    private void emit() {
        if (windows() == 0) {
            System.arraycopy(window, 0, first, 0, window.length);
        }
        long frame = transform.grid().hopLength();
        emit(window, hop * frame, width * frame, samples);
    }

    /** Keeps what the next window shares with this one. */
    private void advance() {
        for (int row = 0; hop < width && row < rows; row++) {
            System.arraycopy(window, row * width + hop, window, row * width, width - hop);
        }
        columns = width - hop;
    }

    private void discard() {
        long needed = frames * transform.grid().hopLength() - transform.grid().before();
        int drop = (int) Math.min(pendingLength, Math.max(0, needed - pendingStart));
        System.arraycopy(pending, drop, pending, 0, pendingLength - drop);
        pendingStart += drop;
        pendingLength -= drop;
    }

    private void pad() {
        switch (specification().padding()) {
            case REPEAT -> repeat();
            case ZERO -> {
                transform.columns(NOTHING, 0, 0, 1, column, 0, 1);
                fill();
            }
            case MEAN, REFERENCE -> {
                Arrays.fill(column, (float) ((MfccFeatures) specification()).paddingValue());
                fill();
            }
        }
    }

    private void repeat() {
        float[] source = windows() == 0 ? window : first;
        int period = windows() == 0 ? columns : width;
        for (int row = 0; row < rows; row++) {
            for (int at = columns; at < width; at += period) {
                int count = Math.min(period, width - at);
                System.arraycopy(source, row * width, window, row * width + at, count);
            }
        }
    }

    private void fill() {
        for (int row = 0; row < rows; row++) {
            Arrays.fill(window, row * width + columns, (row + 1) * width, column[row]);
        }
    }
}
