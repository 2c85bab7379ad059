package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lumen.model.file.ModelFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group MODEL change: the model that a run begins with or leaves. */
class ModelEffectTest {
    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    private Told fresh(String options) throws Exception {
        return runs.begin(runs.fresh(options));
    }

    @Test
    @ShowsEffectOf("model")
    void theNetworkIsOfTheArchitecture() throws Exception {
        // When
        Told small = fresh("{'model': 'mn04'}");
        Told large = fresh("{'model': 'mobilenet_v3_large'}");

        // Then
        assertThat(small.metadata("initial.onnx").architecture()).isEqualTo("mn04");
        assertThat(large.metadata("initial.onnx").architecture()).isEqualTo("mobilenet_v3_large");
        assertThat(small.began.parameters()).isLessThan(large.began.parameters());
    }

    @Test
    @ShowsEffectOf({"head", "head_hidden_dim"})
    void theHeadIsOfItsKindAndWidths() throws Exception {
        // When
        Told linear = fresh("{'head': 'LINEAR_HEAD'}");
        Told deep = fresh("{'head': 'DEEP_HEAD', 'head_hidden_dim': [48, 12]}");

        // Then
        assertThat(linear.tensors("initial.onnx").values()).doesNotContain(List.of(12L, 48L));
        assertThat(deep.tensors("initial.onnx").values())
                .contains(List.of(12L, 48L), List.of(2L, 12L));
        assertThat(linear.tensors("initial.onnx").keySet())
                .isNotEqualTo(deep.tensors("initial.onnx").keySet());
    }

    @Test
    @ShowsEffectOf("use_fluffy")
    void everyLabelHasAHeadOfItsOwn() throws Exception {
        // When
        Map<String, List<Long>> common = fresh("{}").tensors("initial.onnx");
        Map<String, List<Long>> own = fresh("{'use_fluffy': true}").tensors("initial.onnx");

        // Then
        assertThat(own.keySet()).anyMatch(name -> name.contains("pia"));
        assertThat(own.keySet()).anyMatch(name -> name.contains("vio"));
        assertThat(common.keySet()).noneMatch(name -> name.contains("vio"));
    }

    @Test
    @ShowsEffectOf("time_dim_pooling_mode")
    void aSequenceBecomesOneVectorByItsMeanOrItsGreatestValues() throws Exception {
        // Given
        String options =
                "{'model': 'conv_lstm', 'head': 'DEEP_HEAD', 'time_dim_pooling_mode': '%s'}";

        // When
        Told mean = fresh(options.formatted("MEAN"));
        Told most = fresh(options.formatted("MAX"));

        // Then
        assertThat(operators(mean)).doesNotContain("ReduceMax");
        assertThat(operators(most)).contains("ReduceMax");
    }

    private static List<String> operators(Told told) throws Exception {
        return ModelFile.read(told.folder.resolve("initial.onnx")).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    @ShowsEffectOf({"pretrained", "pretrained_tag"})
    void aFreshNetworkBeginsWithTheWeightsOfTheNamedFile() throws Exception {
        // Given: a file with one parameter of the network, all of it 0.125
        Told random = fresh("{}");
        String name =
                random.tensors("initial.onnx").entrySet().stream()
                        .filter(tensor -> tensor.getValue().size() == 4)
                        .findFirst()
                        .orElseThrow()
                        .getKey();
        float[] values = new float[random.stored("initial.onnx", name).length];
        Arrays.fill(values, 0.125f);
        write(
                folder.resolve("weights.safetensors"),
                name,
                random.tensors("initial.onnx").get(name),
                values);

        // When
        Told told = fresh("{'pretrained': true, 'pretrained_tag': 'weights.safetensors'}");

        // Then
        assertThat(told.stored("initial.onnx", name)).isEqualTo(values);
        assertThat(random.stored("initial.onnx", name)).isNotEqualTo(values);
    }

    /** The form of safetensors: length of the header, header, values. */
    private static void write(Path file, String name, List<Long> size, float[] values)
            throws Exception {
        ObjectNode header = new ObjectMapper().createObjectNode();
        ObjectNode tensor = header.putObject(name).put("dtype", "F32");
        size.forEach(tensor.putArray("shape")::add);
        tensor.putArray("data_offsets").add(0).add(values.length * Float.BYTES);
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES + text.length + values.length * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        for (float value : values) {
            bytes.putFloat(value);
        }
        try (OutputStream output = Files.newOutputStream(file)) {
            output.write(bytes.array());
        }
    }

    @Test
    @ShowsEffectOf("ckpt")
    void aModelFileIsTrainedFurther() throws Exception {
        // Given
        String weight = "backbone.features.0.weight";
        Path other = TinyModel.write(folder.resolve("other.onnx"), 99);

        // When
        Told told = runs.begin(runs.recipe("{'ckpt': '%s'}".formatted(other)));
        Told usual = runs.begin(runs.recipe("{}"));

        // Then
        assertThat(told.metadata("initial.onnx").architecture()).isEqualTo("tiny");
        assertThat(told.stored("initial.onnx", weight))
                .isNotEqualTo(usual.stored("initial.onnx", weight));
    }

    @Test
    @ShowsEffectOf({"feature_mean", "feature_std"})
    void theModelStandardisesFeaturesByTheGivenNumbers() throws Exception {
        // When
        Told measured = fresh("{}");
        Told given = fresh("{'feature_mean': -3.25, 'feature_std': 7.5}");

        // Then
        assertThat(constants(given)).contains(-3.25f, 7.5f);
        assertThat(constants(measured)).doesNotContain(-3.25f, 7.5f);
    }

    /** All single numbers among the constants of the initial model. */
    private static List<Float> constants(Told told) throws Exception {
        return told.constants("initial.onnx").stream()
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE)
                .filter(tensor -> tensor.getDimsCount() == 0)
                .map(
                        tensor ->
                                tensor.getFloatDataCount() > 0
                                        ? tensor.getFloatData(0)
                                        : tensor.getRawData()
                                                .asReadOnlyByteBuffer()
                                                .order(ByteOrder.LITTLE_ENDIAN)
                                                .getFloat())
                .toList();
    }

    @Test
    @ShowsEffectOf("prediction_threshold")
    void allLabelsHaveTheGivenThreshold() throws Exception {
        // When
        Told told = runs.run("{'prediction_threshold': 0.3}");

        // Then
        assertThat(told.metadata("best.onnx").thresholds().values()).containsOnly(0.3);
    }

    @Test
    @ShowsEffectOf("threshold_shrinkage")
    void tunedThresholdsMoveTowardsTheCommonOne() throws Exception {
        // When
        Told own = runs.run("{'threshold_shrinkage': 0}");
        Told common = runs.run("{'threshold_shrinkage': 1}");

        // Then
        assertThat(common.metadata("last.onnx").thresholds().values().stream().distinct())
                .hasSize(1);
        assertThat(own.metadata("last.onnx").thresholds().values().stream().distinct()).hasSize(2);
    }
}
