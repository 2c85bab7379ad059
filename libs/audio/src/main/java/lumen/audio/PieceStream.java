package lumen.audio;

import java.util.Arrays;
import lumen.audio.transform.PieceTransform;

/**
 * Windows that are each computed from a piece of samples. The last piece is filled up before it is
 * transformed: with the beginning of the first, or with silence.
 */
final class PieceStream extends WindowStream {
    private final PieceTransform transform;
    private final int hop;
    private final float[] piece;
    private final float[] first;
    private final float[] window;
    private int filled;
    private long samples;

    PieceStream(FeatureSpecification specification, PieceTransform transform) {
        super(specification, false);
        this.transform = transform;
        hop = specification.windowHopFrames() * transform.hopLength();
        piece = new float[transform.pieceLength()];
        first = new float[transform.pieceLength()];
        window = new float[transform.rows() * transform.columns()];
    }

    @Override
    void begin(WindowConsumer consumer, float peak) {
        super.begin(consumer, peak);
        filled = 0;
        samples = 0;
    }

    @Override
    boolean surveys() {
        return false;
    }

    @Override
    void survey(float[] samples, int length) {}

    @Override
    int clip(float[] samples, int length) {
        append(samples, length);
        return finish();
    }

    @Override
    void append(float[] block, int length) {
        float divisor = divisor();
        int taken = 0;
        while (taken < length) {
            if (filled == piece.length) {
                emit();
                System.arraycopy(piece, hop, piece, 0, piece.length - hop);
                filled = piece.length - hop;
            }
            int count = Math.min(length - taken, piece.length - filled);
            for (int i = 0; i < count; i++) {
                piece[filled + i] = block[taken + i] / divisor;
            }
            filled += count;
            samples += count;
            taken += count;
        }
    }

    @Override
    int finish() {
        if (windows() == 0 || filled >= transform.leastRest()) {
            pad();
            emit();
        }
        return windows();
    }

    @Override
    float[] whole(float[] samples) {
        float[] values = new float[transform.rows() * transform.frames(samples.length)];
        transform.whole(samples, samples.length, values);
        return values;
    }

    private void emit() {
        if (windows() == 0) {
            System.arraycopy(piece, 0, first, 0, piece.length);
        }
        long begin = System.nanoTime();
        transform.window(piece, window);
        addTransformTime(begin);
        emit(window, hop, piece.length, samples);
    }

    private void pad() {
        if (specification().padding() == Padding.ZERO || samples == 0) {
            Arrays.fill(piece, filled, piece.length, 0);
            return;
        }
        float[] source = windows() == 0 ? piece : first;
        int period = windows() == 0 ? filled : piece.length;
        for (int at = filled; at < piece.length; at += period) {
            System.arraycopy(source, 0, piece, at, Math.min(period, piece.length - at));
        }
    }
}
