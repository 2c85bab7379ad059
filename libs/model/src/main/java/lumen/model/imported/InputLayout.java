package lumen.model.imported;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.stream.IntStream;
import lumen.model.file.ModelFormatException;

/**
 * How a window of features, {@code [bands, frames]}, becomes what an exported graph takes.
 *
 * @param bands rows of a window
 * @param frames columns of a window
 * @param rank dimensions of the graph's input: 2 for waveforms {@code [N, samples]}, 3 for
 *     sequences {@code [N, rows, columns]}, 4 for images {@code [N, channels, rows, columns]}
 * @param transposed whether the graph takes time before frequency
 * @param channels how often a window is copied; 1 unless the graph takes images of three channels
 * @param rows to how many rows the window, transposed or not, is resized
 * @param columns to how many columns it is resized
 * @param anyFrames whether the graph takes windows of any number of frames
 */
public record InputLayout(
        int bands,
        int frames,
        int rank,
        boolean transposed,
        int channels,
        int rows,
        int columns,
        boolean anyFrames) {

    private static final int IMAGE = 4;

    /**
     * Finds out what a graph's input wants.
     *
     * @throws ModelFormatException if no window can be made into it
     */
    static InputLayout of(ValueInfoProto input, int bands, int frames) throws ModelFormatException {
        List<Long> shape =
                input.getType().getTensorType().getShape().getDimList().stream()
                        .map(InputLayout::size)
                        .toList();
        return switch (shape.size()) {
            case 2 -> waveform(shape, bands, frames);
            case 3 -> sequence(shape, bands, frames);
            case IMAGE -> image(shape, bands, frames);
            default ->
                    throw new ModelFormatException(
                            "The graph takes %s; known are [N, samples], sequences and images"
                                    .formatted(shape));
        };
    }

    private static long size(TensorShapeProto.Dimension dimension) {
        return dimension.hasDimValue() ? dimension.getDimValue() : -1;
    }

    private static InputLayout waveform(List<Long> shape, int bands, int frames)
            throws ModelFormatException {
        long samples = shape.get(1);
        if (bands != 1 || !fits(samples, frames)) {
            throw new ModelFormatException(
                    "The graph takes waveforms %s, but a window of features is [%d, %d]"
                            .formatted(shape, bands, frames));
        }
        return new InputLayout(bands, frames, 2, false, 1, 1, frames, samples < 0);
    }

    private static InputLayout sequence(List<Long> shape, int bands, int frames)
            throws ModelFormatException {
        if (fits(shape.get(1), bands) && fits(shape.get(2), frames)) {
            return new InputLayout(bands, frames, 3, false, 1, bands, frames, shape.get(2) < 0);
        }
        if (fits(shape.get(1), frames) && fits(shape.get(2), bands)) {
            return new InputLayout(bands, frames, 3, true, 1, frames, bands, shape.get(1) < 0);
        }
        throw new ModelFormatException(
                "The graph takes %s, but a window of features is [%d, %d]"
                        .formatted(shape, bands, frames));
    }

    private static InputLayout image(List<Long> shape, int bands, int frames)
            throws ModelFormatException {
        long channels = shape.get(1);
        if (channels != 1 && channels != 3) {
            throw new ModelFormatException(
                    "The graph takes images of %s channels; known are 1 and 3"
                            .formatted(channels < 0 ? "any number of" : channels));
        }
        long height = shape.get(2);
        long width = shape.get(3);
        boolean transposed = !fits(height, bands) && width == bands;
        int rows = transposed ? frames : bands;
        int columns = transposed ? bands : frames;
        return new InputLayout(
                bands,
                frames,
                IMAGE,
                transposed,
                (int) channels,
                height < 0 ? rows : Math.toIntExact(height),
                width < 0 ? columns : Math.toIntExact(width),
                (transposed ? height : width) < 0);
    }

    private static boolean fits(long wanted, int size) {
        return wanted < 0 || wanted == size;
    }

    /** The rows of a window as the graph takes it, before they are resized. */
    int sourceRows() {
        return transposed ? frames : bands;
    }

    /** The columns of a window as the graph takes it, before they are resized. */
    int sourceColumns() {
        return transposed ? bands : frames;
    }

    /** The shape of so many windows as the graph takes them. */
    public long[] shape(int windows) {
        return switch (rank) {
            case 2 -> new long[] {windows, columns};
            case 3 -> new long[] {windows, rows, columns};
            default -> new long[] {windows, channels, rows, columns};
        };
    }

    /**
     * Which of the old indices each of the new ones shows: the nearest exact neighbour, {@code
     * floor((i + 1/2) · old / new)}.
     */
    static long[] nearest(int newSize, int oldSize) {
        return IntStream.range(0, newSize)
                .mapToLong(i -> Math.min((2L * i + 1) * oldSize / (2L * newSize), oldSize - 1L))
                .toArray();
    }

    /**
     * Windows as the graph takes them, computed here: for comparing an imported model with its
     * source.
     *
     * @param features {@code [windows, bands, frames]}
     * @return values of the shape {@link #shape}
     */
    public float[] apply(float[] features, int windows, double mean, double standardDeviation) {
        long[] rowOf = nearest(rows, sourceRows());
        long[] columnOf = nearest(columns, sourceColumns());
        float[] values = new float[windows * channels * rows * columns];
        int at = 0;
        for (int window = 0; window < windows; window++) {
            for (int channel = 0; channel < channels; channel++) {
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < columns; column++) {
                        int y = (int) rowOf[row];
                        int x = (int) columnOf[column];
                        int band = transposed ? x : y;
                        int frame = transposed ? y : x;
                        float value = features[(window * bands + band) * frames + frame];
                        values[at++] = (value - (float) mean) / (float) standardDeviation;
                    }
                }
            }
        }
        return values;
    }
}
