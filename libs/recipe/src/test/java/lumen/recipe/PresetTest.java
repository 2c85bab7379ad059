package lumen.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import lumen.audio.augmentation.Augmentations;
import lumen.datasets.LabelSet;
import lumen.model.architecture.TimePooling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
    @ParameterizedTest
    @EnumSource(Preset.class)
    void aPresetSaysOnlyWhatDiffersFromTheDefaults(Preset preset) {
        // When
        ObjectNode options = preset.options();

        // Then
        options.properties()
                .forEach(
                        entry ->
                                assertThat(RecipeOptions.named(entry.getKey()).orElseThrow())
                                        .satisfies(
                                                option ->
                                                        assertThat(option.defaultValue())
                                                                .isNotEqualTo(entry.getValue())));
    }

    @Test
    void withoutAPresetTheDefaultsApply() throws Exception {
        // When
        Recipe recipe = Recipe.of(Options.least());

        // Then
        assertThat(recipe.run().preset()).isEqualTo(Preset.BALANCED);
        assertThat(recipe.network().architecture()).isEqualTo("mobilenet_v3_large");
        assertThat(recipe.features().rows()).isEqualTo(128);
        assertThat(recipe.features().windowFrames()).isEqualTo(76);
        assertThat(recipe.features().samplingRate()).isEqualTo(22_050);
        assertThat(recipe.data().batchSize()).isEqualTo(24);
        assertThat(recipe.data().labels()).isEqualTo(LabelSet.irmas().codes());
        assertThat(recipe.data().augmentationGrowthEpochs()).isEqualTo(6);
        assertThat(recipe.fineTuning().head()).isFalse();
        assertThat(recipe.optimisation().weightDecay()).isEqualTo(0.08);
        assertThat(recipe.network().threshold()).isNull();
        assertThat(recipe.network().mean()).isNull();
        assertThat(recipe.augmentations().get("augmentations")).hasSize(12);
        assertThat(Augmentations.fromJson(recipe.augmentations(), java.nio.file.Path::of).steps())
                .hasSize(12);
    }

    @Test
    void fastIsASmallNetwork() throws Exception {
        // When
        Recipe recipe = Recipe.of(Options.with("{'preset': 'fast'}"));

        // Then
        assertThat(recipe.network().architecture()).isEqualTo("mn04");
        assertThat(recipe.schedule().epochs()).isLessThan(10);
        assertThat(recipe.augmentations().at("/aug_kwargs/mixing_second_p").doubleValue())
                .isEqualTo(0.25);
    }

    @Test
    void bestOverlapsWindowsOfValidationOnly() throws Exception {
        // When
        Recipe recipe = Recipe.of(Options.with("{'preset': 'BEST'}"));

        // Then
        assertThat(recipe.features().windowHopFrames()).isEqualTo(38);
        assertThat(recipe.trainingFeatures().windowHopFrames()).isEqualTo(76);
    }

    @Test
    void referenceIsWhatTheReferenceDoes() throws Exception {
        // When
        Recipe recipe =
                Recipe.of(
                        Options.with(
                                """
                                {'preset': 'REFERENCE', 'model': 'CONVNEXT_TINY',
                                 'audio_transform': 'MEL_SPECTROGRAM'}
                                """));

        // Then
        assertThat(recipe.features().hopLength()).isEqualTo(160);
        assertThat(recipe.features().windowFrames()).isEqualTo(224);
        assertThat(recipe.network().imageHeight()).isEqualTo(224);
        assertThat(recipe.network().mean()).isEqualTo(0.413);
        assertThat(recipe.network().deviation()).isEqualTo(2.582);
        assertThat(recipe.network().threshold()).isEqualTo(0.5);
        assertThat(recipe.data().batchSize()).isEqualTo(4);
        assertThat(recipe.schedule().epochs()).isEqualTo(40);
        assertThat(recipe.schedule().rate()).isEqualTo(5e-5);
        assertThat(recipe.schedule().peakRate()).isEqualTo(5e-4);
        assertThat(recipe.optimisation().weightDecay()).isEqualTo(0.01);
        assertThat(recipe.optimisation().averageDecay()).isZero();
        assertThat(recipe.optimisation().gradientClipping()).isZero();
        assertThat(recipe.stopping().metric()).isEqualTo(MonitoredMetric.VAL_F1);
        assertThat(recipe.augmentations().get("augmentations")).hasSize(9);
    }

    @Test
    void modelBeatsPresetAndQuickBeatsModelAndWhatIsGivenBeatsAll() throws Exception {
        // When
        Recipe best = Recipe.of(Options.with("{'preset': 'BEST', 'model': 'ast'}"));
        Recipe quick = Recipe.of(Options.with("{'model': 'ast', 'quick': true}"));
        Recipe given = Recipe.of(Options.with("{'model': 'ast', 'quick': true, 'batch_size': 5}"));

        // Then
        assertThat(best.features().windowFrames()).isEqualTo(1024);
        assertThat(best.features().windowHopFrames()).isEqualTo(1023);
        assertThat(best.features().samplingRate()).isEqualTo(16_000);
        assertThat(best.data().batchSize()).isEqualTo(8);
        assertThat(quick.data().batchSize()).isEqualTo(2);
        assertThat(quick.data().datasetFraction()).isEqualTo(0.01);
        assertThat(quick.run().trainBatches().of(100)).isEqualTo(2);
        assertThat(quick.run().logEveryNSteps()).isEqualTo(1);
        assertThat(given.data().batchSize()).isEqualTo(5);
    }

    @Test
    void waveformNetworksHaveWindowsOfSeconds() throws Exception {
        // When
        Recipe whole = Recipe.of(Options.with("{'model': 'WAV2VEC'}"));
        Recipe convolutions =
                Recipe.of(Options.with("{'model': 'WAV2VEC_CNN', 'sampling_rate': 8000}"));

        // Then
        assertThat(whole.features().windowFrames()).isEqualTo(160_000);
        assertThat(convolutions.features().windowFrames()).isEqualTo(48_000);
        assertThat(convolutions.network().pooling()).isEqualTo(TimePooling.MEAN);
    }
}
