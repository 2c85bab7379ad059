package lumen.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetStatistics;
import lumen.datasets.LabelSet;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final int SONGS = 200;

    /** Songs of one to twenty parts; voice and electric guitar often go together. */
    private static Dataset songs() {
        Random random = new Random(1);
        List<AudioFile> files = new ArrayList<>();
        for (int song = 0; song < SONGS; song++) {
            List<String> labels = new ArrayList<>();
            for (String code : LabelSet.irmas().codes()) {
                double likely =
                        code.equals("voi") && labels.contains("gel")
                                ? 0.7
                                : 0.08 + 0.02 * LabelSet.irmas().indexOf(code).orElseThrow();
                if (random.nextDouble() < likely) {
                    labels.add(code);
                }
            }
            for (int part = 1; part <= 1 + random.nextInt(20); part++) {
                files.add(new AudioFile(Path.of("Song %d-%d.wav".formatted(song, part)), labels));
            }
        }
        return new Dataset(LabelSet.irmas(), files);
    }

    @Test
    void songsStayTogetherAndLabelsAndPairsAreSharedOutEvenly() {
        // Given
        Dataset dataset = songs();

        // When
        Split split = Split.bySong(dataset, 0.5, 42);

        // Then
        assertThat(songNames(split.train())).doesNotContainAnyElementsOf(songNames(split.test()));
        assertThat(split.train().files().size() + split.test().files().size())
                .isEqualTo(dataset.files().size());
        DatasetStatistics whole = songCounts(dataset);
        DatasetStatistics test = songCounts(split.test());
        assertThat(test.files()).isCloseTo(SONGS / 2, within(3L));
        for (String code : LabelSet.irmas().codes()) {
            assertThat((double) test.files(code)).isCloseTo(whole.files(code) / 2.0, within(2.0));
        }
        assertThat((double) test.files("gel", "voi"))
                .isCloseTo(whole.files("gel", "voi") / 2.0, within(1.0));
    }

    @Test
    void theSameSeedGivesTheSameSplit() {
        // When
        Split split = Split.bySong(songs(), 0.3, 7);

        // Then
        assertThat(split).isEqualTo(Split.bySong(songs(), 0.3, 7));
    }

    @Test
    void aFractionIsDrawnWithoutReplacement() {
        // Given
        Dataset dataset = songs();

        // When
        Dataset fraction = dataset.fraction(0.1, 3);

        // Then
        assertThat(fraction.files())
                .hasSize((int) (dataset.files().size() * 0.1))
                .doesNotHaveDuplicates()
                .isSubsetOf(dataset.files());
    }

    private static Set<String> songNames(Dataset dataset) {
        return dataset.files().stream().map(AudioFile::song).collect(Collectors.toSet());
    }

    private static DatasetStatistics songCounts(Dataset dataset) {
        DatasetStatistics statistics = new DatasetStatistics(dataset.labelSet());
        dataset.files().stream()
                .filter(file -> file.path().toString().endsWith("-1.wav"))
                .forEach(statistics::add);
        return statistics;
    }
}
