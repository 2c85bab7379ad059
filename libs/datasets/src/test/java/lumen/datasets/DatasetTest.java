package lumen.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    @TempDir Path folder;

    @Test
    void theLabelOfATrainingFileIsItsDirectory() throws Exception {
        // Given
        file("train/vio/b.WAV");
        file("train/cel/deeper/cel/a.ogg");
        file("train/cel/notes.txt");

        // When
        Dataset dataset = read("irmastrain:" + folder.resolve("train"));

        // Then
        assertThat(dataset.files())
                .extracting(AudioFile::labels)
                .containsExactly(List.of("cel"), List.of("vio"));
        assertThat(dataset.target(dataset.files().getFirst())).startsWith(1, 0).endsWith(0, 0);
    }

    @Test
    void theLabelsOfATestFileStandBesideItInTheOrderOfTheLabelSet() throws Exception {
        // Given
        file("test/Ünder, a \"song\"-2.wav");
        Files.writeString(
                folder.resolve("test/Ünder, a \"song\"-2.txt"), "voi\t\r\n\n cel \nvoi\n");

        // When
        Dataset dataset = read("irmastest:" + folder.resolve("test"));

        // Then
        AudioFile only = dataset.files().getFirst();
        assertThat(only.labels()).containsExactly("cel", "voi");
        assertThat(only.song()).isEqualTo("Ünder, a \"song\"");
    }

    @Test
    void anUnknownLabelIsReportedWithFileAndLine() throws Exception {
        // Given
        file("test/a.wav");
        Files.writeString(folder.resolve("test/a.txt"), "cel\nbanjo\n");

        // When, then
        assertThatThrownBy(() -> read("irmastest:" + folder.resolve("test")))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("a.txt, line 2: 'banjo' is not a label");
    }

    @Test
    void columnsOfATableAreFoundByName() throws Exception {
        // Given
        file("a, b.wav");
        Path table = folder.resolve("table.csv");
        Files.writeString(
                table,
                """
                voi,,file,cel,cla,flu,gac,gel,org,pia,sax,tru,vio
                1,7,"a, b.wav",1.0,0,0,0,0,0,0,0,0,0
                """);

        // When
        Dataset dataset = read("csv:" + table);

        // Then
        assertThat(dataset.files().getFirst().labels()).containsExactly("cel", "voi");
    }

    @Test
    void filesInBothDatasetsAreRefused() throws Exception {
        // Given
        file("train/cel/a.wav");
        Dataset dataset = read("irmastrain:" + folder.resolve("train"));

        // When, then
        assertThatThrownBy(() -> dataset.requireDisjoint(dataset))
                .hasMessageContaining("1 files are in both datasets");
    }

    @Test
    void theFingerprintChangesWithALabel() throws Exception {
        // Given
        file("test/a.wav");
        Path labels = folder.resolve("test/a.txt");
        Files.writeString(labels, "cel\n");
        String before = read("irmastest:" + folder.resolve("test")).fingerprint();
        Files.writeString(labels, "vio\n");

        // When
        String after = read("irmastest:" + folder.resolve("test")).fingerprint();

        // Then
        assertThat(after).hasSize(64).isNotEqualTo(before);
    }

    @Test
    void onlyTheFirstColonSeparatesTypeAndPath() throws Exception {
        assertThat(DatasetPath.parse("csv:a:b.csv"))
                .isEqualTo(new DatasetPath(DatasetType.CSV, Path.of("a:b.csv")));
    }

    private void file(String name) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, new byte[] {1, 2, 3});
    }

    private static Dataset read(String path) throws DatasetException {
        return Dataset.read(List.of(DatasetPath.parse(path)), LabelSet.irmas());
    }
}
