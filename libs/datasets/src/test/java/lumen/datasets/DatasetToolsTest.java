package lumen.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetToolsTest {
    @TempDir Path temporary;
    private DatasetFolder folder;

    @BeforeEach
    void useFolder() {
        folder = new DatasetFolder(temporary);
    }

    @Test
    void labelsOfATableAreItsColumnsOfZeroAndOne() throws Exception {
        // Given
        folder.text("table.csv", "file,banjo,comment,,cel\na.wav,0,loud,7,1\n");

        // When
        LabelSet labels =
                LabelDiscovery.labels(
                        List.of(DatasetPath.parse("csv:" + temporary.resolve("table.csv"))));

        // Then
        assertThat(labels.names())
                .containsExactly(Map.entry("banjo", "banjo"), Map.entry("cel", "Cello"));
    }

    @Test
    void labelsThatAreAllOfIrmasAreTheIrmasLabelSet() throws Exception {
        // Given
        folder.audio("test/a.wav");
        folder.text("test/a.txt", "voi\ncel\n");

        // When
        LabelSet labels =
                LabelDiscovery.labels(
                        List.of(DatasetPath.parse("irmastest:" + temporary.resolve("test"))));

        // Then
        assertThat(labels).isSameAs(LabelSet.irmas());
    }

    @Test
    void overridesReplaceTheLabelsOfTheFilesTheyName() throws Exception {
        // Given
        Path first = folder.audio("train/cel/a.wav");
        folder.audio("train/cel/b.wav");
        Path table = folder.text("other.csv", "filename,voi,pia\n" + first + ",1.0,0.0\n");

        // When
        Dataset dataset =
                folder.read("irmastrain:train")
                        .with(LabelOverrides.read(List.of(table), LabelSet.irmas()));

        // Then
        assertThat(dataset.files())
                .extracting(AudioFile::labels)
                .containsExactly(List.of("voi"), List.of("cel"));
    }

    @Test
    void anOverrideThatIsNoNumberIsReportedWithItsLine() throws Exception {
        // Given
        Path table = folder.text("other.csv", "filename,voi\na.wav,1\nb.wav,maybe\n");

        // When, then
        assertThatThrownBy(() -> LabelOverrides.read(List.of(table), LabelSet.irmas()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("other.csv, line 3: column 'voi' holds 'maybe'");
    }

    @Test
    void leaksAreFoundByPathAndBySong() throws Exception {
        // Given
        Path shared = folder.audio("train/cel/Same-1.wav");
        folder.audio("train/cel/Song-1.wav");
        folder.audio("test/cel/Song-2.wav");
        Files.createSymbolicLink(temporary.resolve("test/cel/Other-1.wav"), shared);
        Dataset train = folder.read("irmastrain:train");
        Dataset test = folder.read("irmastrain:test");

        // When
        List<LeakCheck.Leak> byPath = LeakCheck.leaks(train, test, LeakCheck.Kind.PATH);
        List<LeakCheck.Leak> bySong = LeakCheck.leaks(train, test, LeakCheck.Kind.SONG);

        // Then
        assertThat(byPath)
                .extracting(LeakCheck.Leak::second)
                .containsExactly(temporary.resolve("test/cel/Other-1.wav"));
        assertThat(bySong).extracting(LeakCheck.Leak::what).containsExactly("Song");
    }

    @Test
    void statisticsHaveTheReferencesKeys() throws Exception {
        // Given
        DatasetStatistics statistics = new DatasetStatistics(LabelSet.irmas());

        // When
        statistics.add(new AudioFile(Path.of("a.wav"), List.of("cel", "voi")), 2.5);
        statistics.add(new AudioFile(Path.of("b.wav"), List.of("voi")), 1);

        // Then
        assertThat(statistics.asReference())
                .containsEntry("instrument Human voice", 2L)
                .containsEntry("instrument sec Human voice", 3.5)
                .containsEntry("1 instruments", 1L)
                .containsEntry("2 instruments", 1L)
                .containsEntry("total size", 2L);
        assertThat(statistics.files("cel", "voi")).isEqualTo(1);
    }

    @Test
    void aDatasetWrittenAsATableIsReadAgain() throws Exception {
        // Given
        folder.audio("train/cel/ä, b.wav");
        folder.audio("train/voi/c.wav");
        Dataset dataset = folder.read("irmastrain:train");

        // When
        DatasetTable.write(temporary.resolve("table.csv"), dataset);

        // Then
        assertThat(temporary.resolve("table.csv")).content().contains("\"train/cel/ä, b.wav\",1,0");
        assertThat(folder.read("csv:table.csv").files())
                .extracting(AudioFile::labels)
                .containsExactly(List.of("cel"), List.of("voi"));
    }
}
