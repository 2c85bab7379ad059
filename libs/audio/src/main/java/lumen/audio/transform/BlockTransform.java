package lumen.audio.transform;

import lumen.audio.spectrum.SpectrumKernel;

/** Computes as many columns at once as the kernel has lanes. */
abstract class BlockTransform implements ColumnTransform {
    private final SpectrumKernel kernel;
    private final FrameGrid grid;
    private final float[] partial;

    BlockTransform(SpectrumKernel kernel, FrameGrid grid, int rows) {
        this.kernel = kernel;
        this.grid = grid;
        partial = new float[rows * kernel.lanes()];
    }

    /**
     * Computes as many columns as the kernel has lanes.
     *
     * @param position where the first frame lies
     * @param values receives row m of column t at {@code offset + m·stride + t}
     */
    abstract void block(
            float[] samples, int length, int position, float[] values, int offset, int stride);

    @Override
    public final FrameGrid grid() {
        return grid;
    }

    final SpectrumKernel kernel() {
        return kernel;
    }

    final int lanes() {
        return kernel.lanes();
    }

    @Override
    public final int rows() {
        return partial.length / kernel.lanes();
    }

    @Override
    public void columns(
            float[] samples,
            int length,
            int position,
            int frames,
            float[] values,
            int offset,
            int stride) {
        int lanes = kernel.lanes();
        int next = position;
        for (int frame = 0; frame < frames; frame += lanes) {
            if (frame + lanes <= frames) {
                block(samples, length, next, values, offset + frame, stride);
            } else {
                block(samples, length, next, partial, 0, lanes);
                for (int row = 0; row < rows(); row++) {
                    System.arraycopy(
                            partial,
                            row * lanes,
                            values,
                            offset + row * stride + frame,
                            frames - frame);
                }
            }
            next += lanes * grid.hopLength();
        }
    }
}
