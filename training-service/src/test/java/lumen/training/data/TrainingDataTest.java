package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetType;
import lumen.datasets.LabelSet;
import lumen.recipe.Recipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingDataTest {
    @TempDir Path folder;

    @BeforeEach
    void writeDatasets() throws IOException {
        // Ten songs of three pieces for each of three instruments, and others for validation.
        for (String label : List.of("cel", "pia", "voi")) {
            for (int song = 0; song < 10; song++) {
                for (int piece = 1; piece <= 3; piece++) {
                    write("train/%s/[%s][cla]%04d__%d.wav".formatted(label, label, song, piece));
                }
            }
            for (int song = 0; song < 4; song++) {
                write("val/%s/v%s%d.wav".formatted(label, label, song));
            }
        }
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "audio");
    }

    private DatasetPath tree(String name) {
        return new DatasetPath(DatasetType.IRMAS_TRAIN, folder.resolve(name));
    }

    private static Recipe.Data data(
            List<DatasetPath> train,
            List<DatasetPath> validation,
            double fraction,
            List<String> labels,
            Path... overrides) {
        return new Recipe.Data(
                train,
                validation,
                List.of(),
                validation.isEmpty(),
                fraction,
                List.of(overrides),
                labels,
                true,
                24,
                false,
                0);
    }

    private Recipe.Data selection(double fraction, List<String> labels, Path... overrides) {
        return data(List.of(tree("train")), List.of(tree("val")), fraction, labels, overrides);
    }

    @Test
    void withoutTestDataTheValidationDataIsUsedAgain() throws Exception {
        // When
        TrainingData data = TrainingData.read(selection(1, LabelSet.irmas().codes()), 1);

        // Then
        assertThat(data.train().files()).hasSize(90);
        assertThat(data.validation().files()).hasSize(12);
        assertThat(data.testIsValidation()).isTrue();
        assertThat(data.labels().size()).isEqualTo(11);
        assertThat(data.trainCounts()).containsExactly(30, 0, 0, 0, 0, 0, 30, 0, 0, 0, 30);
        assertThat(data.fingerprints())
                .containsOnlyKeys("train", "validation", "test")
                .containsEntry("test", data.validation().fingerprint());
    }

    @Test
    void aFractionIsDrawnOfEachDataset() throws Exception {
        // When
        TrainingData data = TrainingData.read(selection(0.5, LabelSet.irmas().codes()), 1);

        // Then
        assertThat(data.train().files()).hasSize(45);
        assertThat(data.validation().files()).hasSize(6);
        assertThat(TrainingData.read(selection(0.5, LabelSet.irmas().codes()), 1).fingerprints())
                .isEqualTo(data.fingerprints());
        assertThat(TrainingData.read(selection(0.5, LabelSet.irmas().codes()), 2).fingerprints())
                .isNotEqualTo(data.fingerprints());
    }

    @Test
    void aFractionThatLeavesNothingIsRefused() {
        assertThatThrownBy(() -> TrainingData.read(selection(0.001, LabelSet.irmas().codes()), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no file");
    }

    @Test
    void aFifthOfTheSongsBecomesTheValidationData() throws Exception {
        // Given
        Recipe.Data selection =
                data(List.of(tree("train")), List.of(), 1, LabelSet.irmas().codes());

        // When
        TrainingData data = TrainingData.read(selection, 1);

        // Then
        assertThat(data.train().files()).hasSize(72);
        assertThat(data.validation().files()).hasSize(18);
        Set<String> songs = new HashSet<>();
        data.train().files().forEach(file -> songs.add(file.song()));
        assertThat(data.validation().files())
                .extracting(AudioFile::song)
                .doesNotContainAnyElementsOf(songs);
        assertThat(data.sharedSongs()).isZero();
    }

    @Test
    void overridesReplaceLabelsOfTrainingFilesOnly() throws Exception {
        // Given a table that names a file of each dataset
        Path table =
                Files.writeString(
                        folder.resolve("overrides.csv"),
                        "filename,cel,vio\n%s,1,1\n%s,0,1\n"
                                .formatted(
                                        folder.resolve("train/cel/[cel][cla]0003__2.wav"),
                                        folder.resolve("val/cel/vcel1.wav")));

        // When
        TrainingData data = TrainingData.read(selection(1, LabelSet.irmas().codes(), table), 1);

        // Then
        assertThat(data.train().counts()).containsEntry("vio", 1).containsEntry("cel", 30);
        assertThat(data.validation().counts()).doesNotContainKey("vio");
    }

    @Test
    void labelsAreThoseNamedOrThoseOfTheData() throws Exception {
        // Given
        List<String> named = List.of("voi", "pia", "cel", "theremin");
        write("train/theremin/t.wav");

        // When
        TrainingData byName = TrainingData.read(selection(1, named), 1);
        TrainingData found = TrainingData.read(selection(1, List.of()), 1);

        // Then
        assertThat(byName.labels().codes()).isEqualTo(named);
        assertThat(byName.trainCounts()).containsExactly(30, 30, 30, 1);
        assertThat(found.labels().codes()).containsExactly("cel", "pia", "theremin", "voi");
    }

    @Test
    void aFileInTwoDatasetsIsRefused() throws IOException {
        // Given
        Files.createSymbolicLink(
                folder.resolve("val/cel/linked.wav"),
                folder.resolve("train/cel/[cel][cla]0001__1.wav"));

        // When, Then
        assertThatThrownBy(() -> TrainingData.read(selection(1, LabelSet.irmas().codes()), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("training and validation: 1 files are in both");
    }

    @Test
    void dataWithoutLabelsIsRefused() {
        // Given
        DatasetPath unlabelled = new DatasetPath(DatasetType.INFERENCE, folder.resolve("train"));

        // When, Then
        assertThatThrownBy(
                        () ->
                                TrainingData.read(
                                        data(
                                                List.of(unlabelled),
                                                List.of(tree("val")),
                                                1,
                                                LabelSet.irmas().codes()),
                                        1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("has no labels");
    }
}
