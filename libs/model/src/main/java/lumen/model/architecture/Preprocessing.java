package lumen.model.architecture;

import java.util.Collections;
import java.util.OptionalInt;
import lumen.model.graph.Dimension;
import lumen.model.graph.GraphBuilder;
import lumen.model.graph.Reduction;
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
 * @param bands frequency bands of the spectrogram; 1 for waveforms
 * @param mean subtracted from every value
 * @param standardDeviation divides every value; positive
 * @param height rows of the image; empty to keep one row for each band
 */
public record Preprocessing(int bands, double mean, double standardDeviation, OptionalInt height) {
    private static final int CHANNELS = 3;
    private static final float LEAST_VARIANCE = 1e-7f;

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

    /** Adds the graph's input and its standardisation: {@code [N, bands, frames]}. */
    Value appendSpectrogramTo(GraphBuilder graph) {
        Value features =
                graph.input(
                        Architecture.INPUT,
                        Dimension.named("N"),
                        Dimension.of(bands),
                        Dimension.named("frames"));
        Value centred = graph.subtract(features, graph.constant(new long[0], (float) mean));
        return graph.divide(centred, graph.constant(new long[0], (float) standardDeviation));
    }

    /** Adds the graph's input and an image of one channel: {@code [N, 1, height, frames]}. */
    Value appendChannelTo(GraphBuilder graph) {
        Value standard = appendSpectrogramTo(graph);
        int rows = height.orElse(bands);
        Value resized =
                rows == bands ? standard : graph.gather(standard, graph.constant(bandOfRow()), 1);
        return graph.unsqueeze(resized, 1);
    }

    /** Adds the graph's input and an image of equal channels: {@code [N, 3, height, frames]}. */
    Value appendImageTo(GraphBuilder graph) {
        Value channel = appendChannelTo(graph);
        return graph.concatenate(Collections.nCopies(CHANNELS, channel), 1);
    }

    /**
     * Adds the graph's input and its standardisation for networks of waveforms: {@code [N, 1,
     * samples]}, of which each window then gets the mean 0 and the variance 1, as Hugging Face's
     * feature extractor of wav2vec 2.0 does it. A window that is standard already stays as it is.
     *
     * @throws IllegalArgumentException if there is more than one band
     */
    Value appendWaveformTo(GraphBuilder graph) {
        if (bands != 1 || height.isPresent()) {
            throw new IllegalArgumentException(
                    "a network of waveforms takes features of one band, not " + bands);
        }
        Value waveform = appendSpectrogramTo(graph);
        Value centred = graph.subtract(waveform, graph.reduce(Reduction.MEAN, waveform, true, 2));
        Value variance = graph.reduce(Reduction.MEAN, graph.multiply(centred, centred), true, 2);
        Value guarded = graph.add(variance, graph.constant(new long[0], LEAST_VARIANCE));
        return graph.divide(centred, graph.squareRoot(guarded));
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
