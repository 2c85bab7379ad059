package lumen.training.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the group DATA change in a run. */
class DataEffectTest {
    @TempDir Path folder;
    private TinyRun runs;

    @BeforeEach
    void writeDataAndModel() throws Exception {
        runs = new TinyRun(folder);
    }

    private String tree(String name, int pianos, int violins, int first) throws Exception {
        return "irmastrain:" + TinyData.write(folder.resolve(name), pianos, violins, first);
    }

    @Test
    @ShowsEffectOf("train_paths")
    void filesOfAllTrainPathsAreLearntFrom() throws Exception {
        // Given
        String more = tree("more", 3, 3, 20);

        // When
        Told told =
                runs.begin(
                        runs.recipe(
                                "{'train_paths': ['irmastrain:%s', '%s']}"
                                        .formatted(folder.resolve("train"), more)));

        // Then
        assertThat(told.began.trainFiles()).isEqualTo(10);
        assertThat(told.began.stepsPerEpoch()).isEqualTo(5);
    }

    @Test
    @ShowsEffectOf("val_paths")
    void filesOfValPathsAreValidated() throws Exception {
        // Given
        String others = tree("others", 1, 2, 20);

        // When
        Told told = runs.run("{'val_paths': ['%s'], 'epochs': 1}".formatted(others));

        // Then
        assertThat(told.began.validationFiles()).isEqualTo(3);
        assertThat(told.curves.getFirst().scores()).hasNumberOfRows(3);
    }

    @Test
    @ShowsEffectOf("test_paths")
    void theFinishedModelIsTestedOnTestPaths() throws Exception {
        // Given
        String unseen = tree("unseen", 3, 2, 30);

        // When
        Told told = runs.run("{'test_paths': ['%s'], 'epochs': 1}".formatted(unseen));

        // Then
        assertThat(told.began.testFiles()).isEqualTo(5);
        assertThat(told.curves.getLast().split()).isEqualTo("test");
        assertThat(told.curves.getLast().scores()).hasNumberOfRows(5);
    }

    @Test
    @ShowsEffectOf("train_only_dataset")
    void aFifthOfTheTrainingDataIsKeptForValidation() throws Exception {
        // Given
        String ten = tree("ten", 5, 5, 40);

        // When
        Told told =
                runs.begin(
                        runs.recipe(
                                "{'train_paths': ['%s'], 'val_paths': null, 'train_only_dataset': true}"
                                        .formatted(ten)));

        // Then
        assertThat(told.began.trainFiles()).isEqualTo(8);
        assertThat(told.began.validationFiles()).isEqualTo(2);
    }

    @Test
    @ShowsEffectOf("dataset_fraction")
    void onlyAShareOfEverySplitIsUsed() throws Exception {
        // When
        Told told = runs.begin(runs.recipe("{'dataset_fraction': 0.5}"));

        // Then
        assertThat(told.began.trainFiles()).isEqualTo(2);
        assertThat(told.began.validationFiles()).isEqualTo(2);
    }

    @Test
    @ShowsEffectOf("train_override_csvs")
    void labelsOfATableReplaceThoseOfTrainingFiles() throws Exception {
        // Given: every file has both labels
        StringBuilder table = new StringBuilder("filename,pia,vio\n");
        for (int number : new int[] {0, 1, 100, 101}) {
            String label = number < 100 ? "pia" : "vio";
            Path file = folder.resolve("train/%s/[%s]%04d__1.wav".formatted(label, label, number));
            table.append(file).append(",1,1\n");
        }
        Path csv = Files.writeString(folder.resolve("labels.csv"), table);

        // When
        Told told = runs.run("{'train_override_csvs': ['%s'], 'epochs': 1}".formatted(csv));

        // Then
        assertThat(told.examples.getFirst().examples())
                .allSatisfy(example -> assertThat(example.labels()).containsExactly("pia", "vio"));
    }

    @Test
    @ShowsEffectOf("labels")
    void aFreshModelHasTheNamedLabelsInTheirOrderOrThoseOfTheData() throws Exception {
        // Given: an instrument that IRMAS does not have
        String bells = tree("bells", 2, 2, 50);
        Files.move(folder.resolve("bells/pia"), folder.resolve("bells/bell"));

        // When
        Told own = runs.begin(runs.fresh("{'labels': ['vio', 'org', 'pia']}"));
        Told found =
                runs.begin(
                        runs.fresh(
                                "{'labels': ['DISCOVER'], 'train_paths': ['%s'], 'val_paths': null, 'skip_validation': true}"
                                        .formatted(bells)));

        // Then
        assertThat(own.began.labels()).containsExactly("vio", "org", "pia");
        assertThat(own.metadata("initial.onnx").labels()).containsExactly("vio", "org", "pia");
        assertThat(found.began.labels()).containsExactly("bell", "vio");
    }

    @Test
    @ShowsEffectOf("batch_size")
    void aStepLearnsFromSoManyFiles() throws Exception {
        // When
        Told told = runs.run("{'batch_size': 4, 'epochs': 1}");

        // Then
        assertThat(told.began.stepsPerEpoch()).isEqualTo(1);
        assertThat(told.examples.getFirst().examples()).hasSize(4);
        assertThat(told.rows(Scope.STEP)).hasSize(1);
    }

    @Test
    @ShowsEffectOf("drop_last")
    void theLastBatchIsLearntFromWhenItIsNotDropped() throws Exception {
        // When
        Told dropped = runs.begin(runs.recipe("{'batch_size': 3, 'drop_last': true}"));
        Told kept = runs.begin(runs.recipe("{'batch_size': 3, 'drop_last': false}"));

        // Then
        assertThat(dropped.began.stepsPerEpoch()).isEqualTo(1);
        assertThat(kept.began.stepsPerEpoch()).isEqualTo(2);
    }

    @Test
    @ShowsEffectOf("use_weighted_train_sampler")
    void filesOfARareLabelAreDrawnMoreOften() throws Exception {
        // Given: one violin among eight files, all of which are seen in each of ten epochs
        String rare = tree("rare", 7, 1, 60);
        String options =
                "{'train_paths': ['%s'], 'batch_size': 8, 'epochs': 10, 'lr': 1e-9,"
                        + " 'limit_val_batches': 1, 'use_weighted_train_sampler': %s}";

        // When
        Told even = runs.run(options.formatted(rare, false));
        Told weighted = runs.run(options.formatted(rare, true));

        // Then
        assertThat(violins(even)).isEqualTo(10);
        assertThat(violins(weighted)).isBetween(25L, 55L);
    }

    private static long violins(Told told) {
        return IntStream.range(0, told.examples.size())
                .mapToObj(epoch -> told.examples.get(epoch).examples())
                .flatMap(List::stream)
                .filter(example -> example.labels().equals(List.of("vio")))
                .count();
    }
}
