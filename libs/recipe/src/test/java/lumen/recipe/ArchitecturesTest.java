package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.NodeProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumen.audio.Transform;
import lumen.model.architecture.Architectures;
import lumen.model.architecture.Blueprint;
import lumen.model.architecture.Preprocessing;
import lumen.model.architecture.TimePooling;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules allow can be built. */
class ArchitecturesTest {
    static Stream<ObjectNode> everyPair() {
        List<ObjectNode> pairs = new ArrayList<>();
        for (String architecture : Architectures.names()) {
            for (Transform transform : RecipeOptions.transforms(architecture)) {
                pairs.add(
                        Options.least()
                                .put("model", architecture)
                                .put("audio_transform", transform.name()));
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void everyAllowedPairIsANetworkUnderEveryPreset(ObjectNode options) throws Exception {
        for (Preset preset : Preset.values()) {
            // When
            Recipe recipe = Recipe.of(options.put("preset", preset.name()));

            // Then
            assertThat(recipe.features().transform().name())
                    .isEqualTo(options.get("audio_transform").textValue());
            assertThat(recipe.trainingFeatures().windows(1 << 22)).isPositive();
            draw(recipe);
        }
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void batchNormalisationIsKnown(String architecture) throws Exception {
        // Given
        Recipe recipe = Recipe.of(Options.least().put("model", architecture));

        // When
        boolean has = draw(recipe).contains("BatchNormalization");

        // Then
        assertThat(recipe.optimisation().batchNormMomentum() != null).isEqualTo(has);
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyHeadThatIsAllowedFits(String architecture) throws Exception {
        for (ModelGroup.HeadKind head : ModelGroup.HeadKind.values()) {
            for (boolean fluffy : new boolean[] {false, true}) {
                // Given
                ObjectNode options =
                        Options.least()
                                .put("model", architecture)
                                .put("head", head.name())
                                .put("use_fluffy", fluffy);

                // When
                Recipe recipe;
                try {
                    recipe = Recipe.of(options);
                } catch (InvalidRecipeException e) {
                    assertThat(e).hasMessageMatching("(head ATTENTION_HEAD|use_fluffy).*");
                    continue;
                }

                // Then
                draw(recipe);
            }
        }
    }

    static Stream<String> architectures() {
        return Architectures.names().stream();
    }

    /** The types of the graph's nodes. */
    private static Set<String> draw(Recipe recipe) {
        Recipe.Network network = recipe.network();
        double mean = network.mean() == null ? 0 : network.mean();
        double deviation = network.deviation() == null ? 1 : network.deviation();
        OptionalInt height =
                network.imageHeight() == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(network.imageHeight());
        List<String> labels = recipe.data().labels();
        Blueprint blueprint =
                new Blueprint(
                        new Preprocessing(recipe.features().rows(), mean, deviation, height),
                        network.head(labels),
                        labels.size(),
                        network.pooling() == null ? TimePooling.MEAN : network.pooling(),
                        recipe.run().seed());
        return Architectures.named(network.architecture())
                .draw(blueprint)
                .outline()
                .getGraph()
                .getNodeList()
                .stream()
                .map(NodeProto::getOpType)
                .collect(Collectors.toSet());
    }
}
