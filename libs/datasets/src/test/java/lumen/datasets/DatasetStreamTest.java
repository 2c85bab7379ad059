package lumen.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.content.Duplicates.Comparison;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetStreamTest {
    private static final String HEADER = "file,cel,cla,flu,gac,gel,org,pia,sax,tru,vio,voi\n";

    @TempDir Path temporary;
    private DatasetFolder folder;

    @BeforeEach
    void useFolder() {
        folder = new DatasetFolder(temporary);
    }

    @Test
    void everyFaultOfATreeIsReportedWithFileAndLineAndTheRestIsRead() throws Exception {
        // Given
        folder.audio("test/good.wav");
        folder.text("test/good.txt", "cel\nvoi\n");
        folder.audio("test/banjo.wav");
        folder.text("test/banjo.txt", "cel\n\nbanjo\n");
        folder.audio("test/lonely.ogg");
        folder.audio("test/latin.mp3");
        Files.write(temporary.resolve("test/latin.txt"), new byte[] {'c', (byte) 0xE9});
        folder.text("test/zcopy.wav", "test/good.wav");
        folder.text("test/zcopy.txt", "cel\n");

        // When
        DatasetFolder.Reading reading = folder.stream(Comparison.SAME_CONTENT, "irmastest:test");

        // Then
        assertThat(reading.names()).containsExactly("good.wav");
        assertThat(reading.faults())
                .extracting(DatasetFault::kind)
                .containsExactly(
                        Kind.UNKNOWN_LABEL, Kind.UNREADABLE, Kind.MISSING_LABELS, Kind.DUPLICATE);
        assertThat(reading.faults().get(0).message())
                .contains("banjo.txt, line 3: 'banjo' is not a label");
        assertThat(reading.faults().get(1).message()).contains("latin.txt: it is not UTF-8 text");
        assertThat(reading.faults().get(2).message())
                .contains("lonely.ogg: there is no label file lonely.txt");
        assertThat(reading.faults().get(3).message()).contains("zcopy.wav", "as ", "good.wav");
    }

    @Test
    void everyFaultOfATableIsReportedWithItsLine() throws Exception {
        // Given
        folder.audio("a.wav");
        folder.audio("b\nc.wav");
        folder.text(
                "table.csv",
                "\uFEFF"
                        + HEADER
                        + "\"b\nc.wav\",1,0,0,0,0,0,0,0,0,0,0\n"
                        + "a.wav,0,0,0,0,0,0,0,0,0,0,yes\n"
                        + "a.wav,1\n"
                        + "missing.wav,0,0,0,0,0,0,0,0,0,0,1\n"
                        + "a.wav,0,0,0,0,0,0,0,0,0,0,1\n"
                        + "./a.wav,1,0,0,0,0,0,0,0,0,0,0\n");

        // When
        DatasetFolder.Reading reading = folder.stream(Comparison.SAME_FILE, "csv:table.csv");

        // Then
        assertThat(reading.names()).containsExactly("b\nc.wav", "a.wav");
        assertThat(reading.files().get(1).place().line()).isEqualTo(7);
        assertThat(reading.faults())
                .extracting(DatasetFault::kind, fault -> fault.place().line())
                .containsExactly(
                        tuple(Kind.INVALID_ROW, 4L),
                        tuple(Kind.INVALID_ROW, 5L),
                        tuple(Kind.MISSING_FILE, 6L),
                        tuple(Kind.DUPLICATE, 8L));
        assertThat(reading.faults().get(0).detail()).contains("column 'voi' holds 'yes'");
    }

    @Test
    void aLinkToAFileIsADuplicateAndOneToADirectoryAboveIsNotFollowed() throws Exception {
        // Given
        Path audio = folder.audio("train/cel/a.wav");
        Files.createSymbolicLink(temporary.resolve("train/cel/link.wav"), audio);
        Files.createSymbolicLink(temporary.resolve("train/cel/up"), temporary.resolve("train"));

        // When
        DatasetFolder.Reading reading = folder.stream(Comparison.SAME_FILE, "irmastrain:train");

        // Then
        assertThat(reading.names()).containsExactly("a.wav");
        assertThat(reading.faults()).extracting(DatasetFault::kind).containsExactly(Kind.DUPLICATE);
    }

    @Test
    void datasetsFollowEachOtherAndAFileOfBothComesOnce() throws Exception {
        // Given
        folder.audio("one/vio/b.wav");
        folder.audio("one/cel/a.WAV");
        folder.text("two.csv", HEADER + "one/cel/a.WAV,1,0,0,0,0,0,0,0,0,0,0\n");

        // When
        DatasetFolder.Reading reading =
                folder.stream(Comparison.SAME_FILE, "irmastrain:one", "csv:two.csv");

        // Then
        assertThat(reading.names()).containsExactly("a.WAV", "b.wav");
        assertThat(reading.faults().getFirst().message()).contains("two.csv, line 2: ");
    }

    @Test
    void rowsOfAnOpenMicClipAreUnited() throws Exception {
        // Given
        folder.audio("openmic/audio/000/000046_3840.ogg");
        folder.audio("openmic/audio/000/000135_483840.ogg");
        folder.text(
                "openmic/openmic-2018-aggregated-labels.csv",
                """
                sample_key,instrument,relevance,num_responses
                000046_3840,flute,0.9,3
                000046_3840,clarinet,0.8,3
                000135_483840,banjo,1.0,3
                000046_3840,voice,0.85,3
                000139_119040,piano,0.95,3
                """);

        // When
        DatasetFolder.Reading reading = folder.stream(Comparison.SAME_FILE, "openmic:openmic");

        // Then
        assertThat(reading.files())
                .extracting(AudioFile::labels)
                .containsExactly(List.of("flu", "voi"));
        assertThat(reading.faults()).hasSize(1);
        assertThat(reading.faults().getFirst().message())
                .contains("labels.csv, line 6: there is no file ", "000139_119040.ogg");
    }

    @Test
    void aTableThatIsNoTextEndsWithAnError() throws Exception {
        // Given
        Path table = folder.text("table.csv", HEADER);
        Files.write(table, new byte[] {'a', (byte) 0xFF, '\n'}, StandardOpenOption.APPEND);

        // When, then
        assertThatThrownBy(() -> folder.stream(Comparison.SAME_FILE, "csv:table.csv"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("table.csv", "it is not UTF-8 text");
    }

    @Test
    void aTreeWithoutAudioIsNoDataset() throws Exception {
        // Given
        folder.text("empty/readme.txt", "nothing");

        // When, then
        assertThatThrownBy(() -> folder.stream(Comparison.SAME_FILE, "inference:empty"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("there are no audio files");
    }
}
