package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lumen.model.architecture.DeepHead;
import lumen.model.architecture.Fluffy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options whose effect on the recipe is more than their value. */
class EffectTest {
    @Test
    void defaultsFollowOtherOptions() throws Exception {
        // When
        Recipe adam = Recipe.of(Options.with("{'optimizer': 'ADAM', 'metric': 'VAL_HAMMING'}"));
        Recipe tuned =
                Recipe.of(
                        Options.with(
                                """
                                {'head_after': 'classifier', 'backbone_after': 'features',
                                 'epochs': 4, 'n_mels': 64, 'window_frames': 30}
                                """));

        // Then
        assertThat(adam.optimisation().weightDecay()).isZero();
        assertThat(adam.stopping().mode()).isEqualTo(MonitoredMetric.Mode.MIN);
        assertThat(adam.toJson().get("metric_mode").textValue()).isEqualTo("MIN");
        assertThat(tuned.fineTuning().head()).isTrue();
        assertThat(tuned.fineTuning().headEpochs()).isEqualTo(3);
        assertThat(tuned.data().augmentationGrowthEpochs()).isEqualTo(1);
        assertThat(tuned.features().windowHopFrames()).isEqualTo(30);
    }

    @Test
    void argumentsOfTheLossAreRead() throws Exception {
        // When
        Recipe.Losses focal =
                Recipe.of(
                                Options.with(
                                        """
                                        {'loss_function': 'FOCAL_LOSS_POS_WEIGHT',
                                         'loss_function_kwargs': ['gamma=0.3', 'form=reference']}
                                        """))
                        .loss();
        Recipe.Losses asymmetric =
                Recipe.of(
                                Options.with(
                                        """
                                        {'loss_function': 'ASYMMETRIC_LOSS',
                                         'loss_function_kwargs': {'gamma_negative': 3}}
                                        """))
                        .loss();
        Recipe.Losses family =
                Recipe.of(Options.with("{'loss_function': 'INSTRUMENT_FAMILY_LOSS'}")).loss();

        // Then
        assertThat(focal.gamma()).isEqualTo(0.3);
        assertThat(focal.referenceFocal()).isTrue();
        assertThat(asymmetric.negativeGamma()).isEqualTo(3);
        assertThat(asymmetric.positiveGamma()).isEqualTo(1);
        assertThat(asymmetric.clip()).isEqualTo(0.05);
        assertThat(family.familyWeight()).isEqualTo(1);
        assertThat(focal.familyWeight()).isNull();
        assertThat(focal.distillationWeight()).isZero();
    }

    @Test
    void headsAreBuiltAsNamed() throws Exception {
        // Given
        Recipe recipe =
                Recipe.of(
                        Options.with(
                                "{'head_hidden_dim': [64, 32], 'use_fluffy': true, 'labels':"
                                        + " ['a', 'b']}"));

        // When
        var head = recipe.network().head(recipe.data().labels());

        // Then
        assertThat(head).isEqualTo(new Fluffy(new DeepHead(List.of(64, 32)), List.of("a", "b")));
    }

    @Test
    void aCheckpointBringsItsOwnFeaturesLabelsAndHead() throws Exception {
        // When
        Recipe recipe = Recipe.of(Options.with("{'ckpt': 'm.onnx', 'window_hop_frames': 30}"));

        // Then
        assertThat(recipe.features()).isNull();
        assertThat(recipe.data().labels()).isEmpty();
        assertThat(recipe.network().checkpoint()).isEqualTo(Path.of("m.onnx"));
        assertThat(recipe.network().windowHopFrames()).isEqualTo(30);
        assertThat(recipe.network().architecture()).isNull();
        assertThatThrownBy(recipe::trainingFeatures).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> recipe.network().head(List.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namedAugmentationsKeepOnlyTheirArgumentsOfThePreset() throws Exception {
        // When
        Recipe recipe =
                Recipe.of(Options.with("{'augmentations': ['blur', 'PITCH'], 'aug_kwargs': {}}"));

        // Then
        assertThat(recipe.augmentations().get("augmentations"))
                .extracting(name -> name.textValue())
                .containsExactly("PITCH", "BLUR");
        assertThat(recipe.augmentations().at("/aug_kwargs/blur_p").doubleValue()).isEqualTo(0.4);
        assertThat(recipe.augmentations().at("/aug_kwargs").has("masks_bands")).isFalse();
        assertThat(recipe.toJson().get("aug_kwargs"))
                .isEqualTo(recipe.augmentations().get("aug_kwargs"));
    }

    @Test
    void augmentationsThatDoNotFitTheFeaturesAreLeftOutUnlessNamed() throws Exception {
        // When
        Recipe waveform = Recipe.of(Options.with("{'model': 'wav2vec'}"));
        Recipe cepstrum = Recipe.of(Options.with("{'audio_transform': 'MFCC'}"));

        // Then
        assertThat(waveform.augmentations().get("augmentations").toString())
                .contains("REVERBERATION")
                .doesNotContain("BLUR", "NOISE_FLOOR", "SPECTRUM_TRANSFER");
        assertThat(cepstrum.augmentations().get("augmentations").toString())
                .contains("BLUR")
                .doesNotContain("NOISE_FLOOR");
    }

    @Test
    void aFolderOfNoiseIsResolvedAndRefusedByItsResolver(@TempDir Path root) throws Exception {
        // Given
        Files.write(Files.createDirectory(root.resolve("noise")).resolve("a.wav"), new byte[0]);
        ObjectNode options =
                Options.with(
                        """
                        {'augmentations': ['BACKGROUND_NOISE'],
                         'aug_kwargs': {'path_background_noise': 'noise'}}
                        """);

        // When
        Recipe recipe = Recipe.of(options, root::resolve);

        // Then
        assertThat(recipe.toJson().at("/aug_kwargs/path_background_noise").textValue())
                .isEqualTo(root.resolve("noise").toString());
        assertThatThrownBy(
                        () ->
                                Recipe.of(
                                        options,
                                        folder -> {
                                            throw new IllegalArgumentException("outside");
                                        }))
                .isInstanceOf(InvalidRecipeException.class)
                .hasMessageContaining("aug_kwargs")
                .hasMessageContaining("outside");
    }

    @Test
    void aFileOfOptionsIsYaml() throws Exception {
        // When
        ObjectNode options =
                Recipe.parseYaml(
                        """
                        # a comment
                        train_paths: [irmastrain:a]
                        val_paths:
                          - csv:b.csv
                        model: CONVNEXT_TINY
                        lr: 1e-4
                        aug_kwargs:
                          blur_p: 0.5
                        """);

        // Then
        Recipe recipe = Recipe.of(options);
        assertThat(recipe.network().architecture()).isEqualTo("convnext_tiny");
        assertThat(recipe.schedule().rate()).isEqualTo(1e-4);
        assertThat(recipe.augmentations().at("/aug_kwargs/blur_p").doubleValue()).isEqualTo(0.5);
        assertThat(Recipe.parseYaml("")).isEmpty();
        for (String wrong : List.of("a: [", "- a", "lr: 1\nlr: 2", "text")) {
            assertThatThrownBy(() -> Recipe.parseYaml(wrong))
                    .isInstanceOf(InvalidRecipeException.class)
                    .hasMessageContaining("file of options");
        }
    }

    @Test
    void limitsAreSharesOrNumbers() {
        assertThat(BatchLimit.ALL.of(7)).isEqualTo(7);
        assertThat(new BatchLimit(0.5).of(7)).isEqualTo(3);
        assertThat(new BatchLimit(0.01).of(7)).isEqualTo(1);
        assertThat(new BatchLimit(1).of(7)).isEqualTo(1);
        assertThat(new BatchLimit(9).of(7)).isEqualTo(7);
    }
}
