package lumen.model.weights;

import java.util.List;
import java.util.Optional;

/**
 * Makes a weight fit a tensor of another shape where it is clear how: axes of size 1, a stem for
 * another number of channels, positions of another number of patches.
 */
final class ShapeFitting {
    private static final String POSITIONS = "position_embeddings";

    /** Class and distillation token, which stand before the patches and have no place. */
    private static final int TOKENS = 2;

    /** Rows of patches of audio spectrogram transformers: 16 of 128 bands, every 10. */
    private static final int ROWS = 12;

    private ShapeFitting() {}

    /** Values that fit, and how they were made. */
    record Fitted(float[] values, String how) {}

    /** The values in the wanted shape; empty when there is no way that is clear. */
    static Optional<Fitted> fit(String name, float[] values, List<Long> from, List<Long> to) {
        if (withoutOnes(from).equals(withoutOnes(to))) {
            return Optional.of(new Fitted(values, "axes of size 1"));
        }
        if (isStem(from, to)) {
            return Optional.of(
                    to.get(1) == 1
                            ? new Fitted(
                                    summedChannels(values, from), "sum over the input channels")
                            : new Fitted(
                                    copiedChannels(values, from, Math.toIntExact(to.get(1))),
                                    "shared out to %d input channels".formatted(to.get(1))));
        }
        if (name.endsWith(POSITIONS) && from.size() == 3 && to.size() == 3) {
            return positions(values, from, to);
        }
        return Optional.empty();
    }

    private static List<Long> withoutOnes(List<Long> shape) {
        return shape.stream().filter(size -> size != 1).toList();
    }

    /** Whether these are the kernels of a first convolution, one of them for a single channel. */
    private static boolean isStem(List<Long> from, List<Long> to) {
        return from.size() == 4
                && to.size() == 4
                && from.get(0).equals(to.get(0))
                && from.subList(2, 4).equals(to.subList(2, 4))
                && (from.get(1) == 1 ^ to.get(1) == 1);
    }

    /** An image of equal channels gives the same result with one channel and the sum. */
    private static float[] summedChannels(float[] values, List<Long> from) {
        int kernel = Math.toIntExact(from.get(2) * from.get(3));
        int channels = Math.toIntExact(from.get(1));
        float[] summed = new float[values.length / channels];
        for (int i = 0; i < values.length; i++) {
            summed[i / (channels * kernel) * kernel + i % kernel] += values[i];
        }
        return summed;
    }

    private static float[] copiedChannels(float[] values, List<Long> from, int channels) {
        int kernel = Math.toIntExact(from.get(2) * from.get(3));
        float[] copied = new float[values.length * channels];
        for (int i = 0; i < copied.length; i++) {
            copied[i] = values[i / (channels * kernel) * kernel + i % kernel] / channels;
        }
        return copied;
    }

    /** Positions of patches, interpolated over time; those of the tokens are kept. */
    private static Optional<Fitted> positions(float[] values, List<Long> from, List<Long> to) {
        int width = Math.toIntExact(from.get(2));
        int sourcePatches = Math.toIntExact(from.get(1)) - TOKENS;
        int patches = Math.toIntExact(to.get(1)) - TOKENS;
        if (!from.get(2).equals(to.get(2))
                || Math.min(sourcePatches, patches) < ROWS
                || sourcePatches % ROWS != 0
                || patches % ROWS != 0) {
            return Optional.empty();
        }
        int sourceColumns = sourcePatches / ROWS;
        int columns = patches / ROWS;
        float[] fitted = new float[(TOKENS + patches) * width];
        System.arraycopy(values, 0, fitted, 0, TOKENS * width);
        for (int column = 0; column < columns; column++) {
            // Where the middle of the patch lies among the published ones.
            double place =
                    Math.clamp(
                            (column + 0.5) * sourceColumns / columns - 0.5, 0, sourceColumns - 1.0);
            int before = (int) place;
            int after = Math.min(before + 1, sourceColumns - 1);
            for (int row = 0; row < ROWS; row++) {
                int target = at(row, column, columns, width);
                int first = at(row, before, sourceColumns, width);
                int second = at(row, after, sourceColumns, width);
                for (int i = 0; i < width; i++) {
                    fitted[target + i] =
                            (float)
                                    (values[first + i]
                                            + (place - before)
                                                    * (values[second + i] - values[first + i]));
                }
            }
        }
        String how = "interpolated from %d to %d patches in time".formatted(sourceColumns, columns);
        return Optional.of(new Fitted(fitted, how));
    }

    private static int at(int row, int column, int columns, int width) {
        return (TOKENS + row * columns + column) * width;
    }
}
