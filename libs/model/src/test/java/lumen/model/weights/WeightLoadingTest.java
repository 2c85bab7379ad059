package lumen.model.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import lumen.model.Fixtures;
import lumen.model.graph.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightLoadingTest {
    @TempDir private Path directory;

    @Test
    void weightsAreFoundByNameWhateverTheNetworkWasPutInto() throws Exception {
        // Given: the file's names begin with "module.", the model's with "backbone.".
        ModelProto model = model(zeros("backbone.whole", 3, 4), zeros("backbone.parameter", 2, 3));

        // When
        WeightLoading.Loaded loaded = load(model, Fixtures.copy("checkpoint.pth", directory));

        // Then
        assertThat(values(loaded, 0)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(loaded.report().matched())
                .containsExactly(
                        new LoadingReport.Matched("backbone.whole", "module.whole"),
                        new LoadingReport.Matched("backbone.parameter", "module.parameter"));
        assertThat(loaded.report().left())
                .contains(new LoadingReport.Left("module.row", List.of(4L)))
                .hasSize(6);
    }

    @Test
    void aHeadForOtherLabelsStaysFreshAndTheReportSaysWhy() throws Exception {
        // Given
        ModelProto model = model(zeros("fc.weight", 2, 3), zeros("fc.new", 2));

        // When
        WeightLoading.Loaded loaded =
                load(model, safetensors("fc.weight", new long[] {5, 3}, new float[15]));

        // Then
        assertThat(loaded.model()).isEqualTo(model);
        assertThat(loaded.report().fresh())
                .containsExactly(
                        new LoadingReport.Fresh(
                                "fc.weight", List.of(2L, 3L), "the file's has the shape [5, 3]"),
                        new LoadingReport.Fresh(
                                "fc.new", List.of(2L), "the file has none of this name"));
        assertThat(loaded.report().summary())
                .isEqualTo("0 matched, 0 reshaped, 2 fresh, 1 left in the file");
        assertThat(loaded.report().toJson().path("left").path(0).path("source").asText())
                .isEqualTo("fc.weight");
    }

    @Test
    void aStemForThreeChannelsIsSummedForOneAndSharedOutTheOtherWay() throws Exception {
        // Given
        Path three =
                safetensors("stem.weight", new long[] {2, 3, 1, 1}, new float[] {1, 2, 3, 4, 5, 6});
        Path one = safetensors("stem.weight", new long[] {2, 1, 1, 1}, new float[] {3, 6});

        // When
        WeightLoading.Loaded summed = load(model(zeros("stem.weight", 2, 1, 1, 1)), three);
        WeightLoading.Loaded shared = load(model(zeros("stem.weight", 2, 3, 1, 1)), one);

        // Then: equal channels give the same sums.
        assertThat(values(summed, 0)).containsExactly(6, 15);
        assertThat(values(shared, 0)).containsExactly(1, 1, 1, 2, 2, 2);
        assertThat(summed.report().reshaped().getFirst().how())
                .isEqualTo("sum over the input channels");
    }

    @Test
    void axesOfSizeOneDoNotMatter() throws Exception {
        // Given
        Path file = safetensors("scale", new long[] {3, 1, 1}, new float[] {1, 2, 3});

        // When
        WeightLoading.Loaded loaded = load(model(zeros("scale", 1, 3)), file);

        // Then
        assertThat(values(loaded, 0)).containsExactly(1, 2, 3);
    }

    @Test
    void positionsAreInterpolatedForAnotherNumberOfPatches() throws Exception {
        // Given: two tokens, then 12 rows of 3 columns whose value is ten rows plus column.
        float[] positions = new float[2 + 12 * 3];
        positions[0] = -1;
        positions[1] = -2;
        for (int i = 0; i < 36; i++) {
            positions[2 + i] = 10 * (i / 3) + i % 3;
        }
        Path file = safetensors("e.position_embeddings", new long[] {1, 38, 1}, positions);

        // When
        WeightLoading.Loaded fewer = load(model(zeros("e.position_embeddings", 1, 14, 1)), file);
        WeightLoading.Loaded more = load(model(zeros("e.position_embeddings", 1, 74, 1)), file);

        // Then: the middle column; between the columns.
        assertThat(values(fewer, 0)).startsWith(-1, -2, 1, 11, 21).endsWith(111);
        assertThat(values(more, 0)).startsWith(-1, -2, 0, 0.25f, 0.75f, 1.25f, 1.75f, 2, 10);
        assertThat(fewer.report().reshaped().getFirst().how())
                .isEqualTo("interpolated from 3 to 1 patches in time");
    }

    private static WeightLoading.Loaded load(ModelProto model, Path file) throws Exception {
        try (WeightFile weights = WeightFile.open(file)) {
            return WeightLoading.load(model, weights);
        }
    }

    private static float[] values(WeightLoading.Loaded loaded, int initializer) {
        TensorProto tensor = loaded.model().getGraph().getInitializer(initializer);
        float[] values =
                new float
                        [Math.toIntExact(
                                LongStream.of(
                                                tensor.getDimsList().stream()
                                                        .mapToLong(Long::longValue)
                                                        .toArray())
                                        .reduce(1, (a, b) -> a * b))];
        Tensors.floats(tensor).get(values);
        return values;
    }

    private static TensorProto zeros(String name, long... shape) {
        return Tensors.of(name, shape, new float[Math.toIntExact(Tensors.count(shape))]);
    }

    private static ModelProto model(TensorProto... initializers) {
        return ModelProto.newBuilder()
                .setIrVersion(9)
                .setGraph(GraphProto.newBuilder().addAllInitializer(List.of(initializers)))
                .build();
    }

    private Path safetensors(String name, long[] shape, float[] values) throws IOException {
        String dimensions =
                LongStream.of(shape).boxed().toList().toString(); // As JSON writes an array.
        String header =
                "{\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[0,%d]}}"
                        .formatted(name, dimensions, values.length * Float.BYTES);
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + values.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text);
        for (float value : values) {
            bytes.putFloat(value);
        }
        Path file = Files.createTempFile(directory, "weights", ".safetensors");
        Files.write(file, bytes.array());
        return file;
    }
}
