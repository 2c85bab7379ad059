package lumen.audio.transform;

import lumen.audio.spectrum.KernelKind;
import lumen.audio.wavelet.WaveletTables;

/** A scalogram: the magnitudes of wavelet filters of many scales. */
public final class WaveletTransform extends BlockTransform {
    private final WaveletTables tables;
    private final float[] spectrum;
    private final float[] block;

    /** Allocates the buffers. */
    public WaveletTransform(WaveletTables tables, KernelKind kind) {
        super(
                kind.create(tables.frames()),
                FrameGrid.whole(tables.parameters().taps(), tables.parameters().hopLength()),
                tables.parameters().scales());
        this.tables = tables;
        spectrum = new float[tables.frames().bins() * lanes()];
        block = new float[rows() * lanes()];
    }

    @Override
    void block(float[] samples, int length, int position, float[] values, int offset, int stride) {
        kernel().transform(samples, length, position);
        kernel().project(tables.cosines(), tables.sines(), spectrum);
        kernel().filter(tables.filters(), spectrum, block, 0, lanes());
        for (int i = 0; i < block.length; i++) {
            block[i] = Math.abs(block[i]);
        }
        kernel().store(block, rows(), values, offset, stride);
    }
}
