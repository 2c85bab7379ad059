package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import lumen.recipe.Recipe;
import lumen.training.data.FeatureSource;
import lumen.training.data.LocalFeatureSource;
import lumen.training.data.kafka.FeatureSources;
import lumen.training.data.kafka.KafkaFeatureSource;
import lumen.training.data.kafka.KafkaSettings;
import lumen.training.engine.EngineException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group EXECUTION change. */
class ExecutionEffectTest {
    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    @Test
    @ShowsEffectOf("device")
    void aGpuIsWantedWhereThereIsNone() {
        // Given
        Assumptions.assumeFalse(torch.cuda_is_available());

        // When
        ThrowingCallable run = () -> runs.run("{'device': 'cuda'}");

        // Then
        assertThatThrownBy(run).isInstanceOf(EngineException.class);
    }

    @Test
    @ShowsEffectOf("precision")
    void productsAreRoundedToBfloat16() throws Exception {
        // When
        String options = "{'precision': '%s', 'epochs': 1, 'limit_train_batches': 1}";
        double full = runs.run(options.formatted("FLOAT32")).first("train/loss_step");
        double rounded = runs.run(options.formatted("BFLOAT16")).first("train/loss_step");

        // Then
        assertThat(rounded).isNotEqualTo(full);
        assertThat(rounded / full).isBetween(0.98, 1.02);
    }

    @Test
    @ShowsEffectOf("memory_layout")
    void imagesLieInMemoryAsTheyAreTold() throws Exception {
        // When: the order of sums differs, and so do last digits
        String options = "{'memory_layout': '%s', 'epochs': 4}";
        Told rows = runs.run(options.formatted("CONTIGUOUS"));
        Told channels = runs.run(options.formatted("CHANNELS_LAST"));

        // Then
        assertThat(channels.values("train/loss_epoch").getFirst())
                .isNotEqualTo(rows.values("train/loss_epoch").getFirst())
                .isBetween(
                        rows.first("train/loss_epoch") * 0.999,
                        rows.first("train/loss_epoch") * 1.001);
    }

    @Test
    @ShowsEffectOf("threads")
    void operatorsHaveSoManyThreads() throws Exception {
        // When
        runs.begin(runs.recipe("{'threads': 2}"));
        int two = torch.get_num_threads();
        runs.begin(runs.recipe("{'threads': 1}"));
        int one = torch.get_num_threads();

        // Then
        assertThat(two).isEqualTo(2);
        assertThat(one).isEqualTo(1);
    }

    @Test
    @ShowsEffectOf("num_workers")
    void soManyThreadsComputeFeatures() throws Exception {
        // When
        Told one = runs.run("{'num_workers': 1, 'epochs': 1}");
        Told three = runs.run("{'num_workers': 3, 'epochs': 1}");

        // Then
        assertThat(one.featureThreads).isEqualTo(1);
        assertThat(three.featureThreads).isEqualTo(3);
    }

    @Test
    @ShowsEffectOf("feature_source")
    void featuresAreComputedHereOrByFeatureService() throws Exception {
        // Given: nothing is asked for, so no broker is needed
        KafkaSettings settings =
                new KafkaSettings(
                        Map.of("bootstrap.servers", "127.0.0.1:1"),
                        "run",
                        4,
                        KafkaSettings.PATIENCE);
        Recipe here = runs.recipe("{'feature_source': 'LOCAL'}");
        Recipe service = runs.recipe("{'feature_source': 'KAFKA'}");

        // When
        try (FeatureSource local = FeatureSources.of(here.execution(), settings, line -> {});
                FeatureSource kafka =
                        FeatureSources.of(service.execution(), settings, line -> {})) {

            // Then
            assertThat(local).isInstanceOf(LocalFeatureSource.class);
            assertThat(kafka).isInstanceOf(KafkaFeatureSource.class);
        }
    }
}
