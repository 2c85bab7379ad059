package lumen.training.engine;

import static org.assertj.core.api.Assertions.assertThatCode;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import lumen.model.architecture.Architecture;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every architecture can be trained; the largest of a family have the operators of the smallest.
 */
class ArchitecturesTest {
    private static final List<String> LARGE =
            List.of("large", "base", "small", "v2_m", "v2_l", "resnext101", "mobnet");

    static Stream<String> names() {
        return Architectures.names().stream()
                .filter(
                        name ->
                                name.equals("mobilenet_v3_large")
                                        || LARGE.stream().noneMatch(name::contains));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theEngineKnowsEveryOperatorOfAnArchitecture(String name) {
        // Given
        Architecture architecture = Architectures.named(name);
        ModelProto model =
                architecture.build(
                        new Blueprint(
                                new Preprocessing(
                                        name.startsWith("wav2vec") ? 1 : 128,
                                        0,
                                        1,
                                        OptionalInt.empty()),
                                architecture.defaultHead(),
                                11,
                                1));

        // When
        List<NodeProto> nodes = FunctionInlining.nodes(model);

        // Then
        assertThatCode(() -> OperatorCatalogue.require(nodes)).doesNotThrowAnyException();
    }
}
