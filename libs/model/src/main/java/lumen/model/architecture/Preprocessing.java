package lumen.model.architecture;

import java.util.List;
import java.util.OptionalInt;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Value;

/**
 * The first operations of an image network's graph: a spectrogram becomes an image of three equal
 * channels.
 *
 * <p>{@code [N, bands, frames]} is standardised as {@code (x - mean) / standardDeviation}, its
 * height is resized to {@code height} rows by the nearest exact neighbour (row y is band {@code
 * floor((y + 0.5) · bands / height)}, as PyTorch's {@code nearest-exact}), and it is copied to
 * three channels: {@code [N, 3, height, frames]}.
 *
 * @param bands frequency bands of the spectrogram
 * @param mean subtracted from every value
 * @param standardDeviation divides every value; positive
 * @param height rows of the image; empty to keep one row for each band
 */
public record Preprocessing(int bands, double mean, double standardDeviation, OptionalInt height) {
    private static final int CHANNELS = 3;

    public Preprocessing {
        if (bands < 1) {
            throw new IllegalArgumentException("a spectrogram of " + bands + " bands");
        }
        if (height.isPresent() && height.getAsInt() < 1) {
            throw new IllegalArgumentException("an image of height " + height.getAsInt());
        }
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("the mean is not finite: " + mean);
        }
        if (!(standardDeviation > 0) || Double.isInfinite(standardDeviation)) {
            throw new IllegalArgumentException(
                    "the standard deviation must be positive and finite: " + standardDeviation);
        }
    }

    /** Adds the graph's input and these operations. */
    Value appendTo(GraphBuilder graph) {
        Value features =
                graph.input(
                        Architecture.INPUT,
                        Dimension.named("N"),
                        Dimension.of(bands),
                        Dimension.named("frames"));
        Value centred = graph.subtract(features, graph.constant(new long[0], (float) mean));
        Value standard =
                graph.divide(centred, graph.constant(new long[0], (float) standardDeviation));
        int rows = height.orElse(bands);
        Value resized =
                rows == bands ? standard : graph.gather(standard, graph.constant(bandOfRow()), 1);
        Value channel = graph.unsqueeze(resized, 1);
        return graph.concatenate(List.of(channel, channel, channel), 1);
    }

    /** Which band each row of the image shows. */
    private long[] bandOfRow() {
        int rows = height.orElse(bands);
        long[] indices = new long[rows];
        for (int row = 0; row < rows; row++) {
            // floor((row + 1/2) · bands / rows) in whole numbers, so that no rounding can differ.
            indices[row] = Math.min((2L * row + 1) * bands / (2L * rows), bands - 1L);
        }
        return indices;
    }

    /** How many channels the image has. */
    static int channels() {
        return CHANNELS;
    }
}
