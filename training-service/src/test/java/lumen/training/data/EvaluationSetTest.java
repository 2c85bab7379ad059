package lumen.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvaluationSetTest {
    private final List<String> lines = new ArrayList<>();

    private EvaluationSet set(int files, TestingSource source, long heldBytes) {
        return new EvaluationSet(
                "validation",
                TestingDatasets.ofSize(files),
                TestingDatasets.FEATURES,
                source,
                8,
                heldBytes,
                lines::add);
    }

    /** A model that says a window's first value, and how many windows it got. */
    private static float[][] firstValues(float[] features, int windows) {
        float[][] scores = new float[windows][];
        for (int window = 0; window < windows; window++) {
            scores[window] = new float[] {features[window * TestingSource.WINDOW]};
        }
        return scores;
    }

    private static SampleFeatures features(int file) {
        return TestingSource.features(
                new Sample(
                        "validation/" + file,
                        List.of(TestingDatasets.ofSize(file + 1).files().get(file).path()),
                        new float[3],
                        TestingDatasets.FEATURES,
                        Optional.empty()));
    }

    @Test
    void everyFileGetsTheScoresOfItsWindows() throws Exception {
        // Given
        EvaluationSet set = set(50, new TestingSource(1), 0);

        // When
        EvaluationSet.Scored scored = set.scores(EvaluationSetTest::firstValues);

        // Then
        assertThat(scored.scores()).hasNumberOfRows(50);
        for (int file = 0; file < 50; file++) {
            SampleFeatures expected = features(file);
            assertThat(scored.scores()[file]).hasNumberOfRows(expected.windows());
            for (int window = 0; window < expected.windows(); window++) {
                assertThat(scored.scores()[file][window][0])
                        .isEqualTo(expected.values()[window * TestingSource.WINDOW]);
            }
            assertThat(scored.truth()[file][file % 3]).isEqualTo(1);
            assertThat(scored.files().get(file)).isEqualTo(file + ".wav");
        }
    }

    @Test
    void whatFitsInMemoryIsAskedForOnce() throws Exception {
        // Given room for some files
        TestingSource source = new TestingSource(1);
        EvaluationSet set = set(50, source, 1000);
        EvaluationSet.Scored first = set.scores(EvaluationSetTest::firstValues);

        // When
        EvaluationSet.Scored second = set.scores(EvaluationSetTest::firstValues);

        // Then
        assertThat(source.requests()).isBetween(60, 85);
        assertThat(second).usingRecursiveComparison().isEqualTo(first);
    }

    @Test
    void firstWindowsAreThoseOfTheFirstFiles() throws Exception {
        // Given
        EvaluationSet set = set(50, new TestingSource(1), 1 << 20);

        // When
        float[] windows = set.firstWindows(3);

        // Then
        assertThat(windows).hasSize(3 * TestingSource.WINDOW);
        float[] ofFirst = features(0).values();
        assertThat(Arrays.copyOf(windows, ofFirst.length)).isEqualTo(ofFirst);
    }

    @Test
    void filesThatCannotBeUsedAreLeftOutEachTime() throws Exception {
        // Given
        EvaluationSet set = set(50, new TestingSource(1).without("7.wav"), 1 << 20);
        set.scores(EvaluationSetTest::firstValues);

        // When
        EvaluationSet.Scored scored = set.scores(EvaluationSetTest::firstValues);

        // Then
        assertThat(scored.files()).hasSize(49).doesNotContain("7.wav");
        assertThat(scored.scores()).hasNumberOfRows(49);
        assertThat(lines).isNotEmpty().allMatch(line -> line.contains("7.wav"));
    }

    @Test
    void aFaultOfTheModelComesThrough() {
        // Given
        EvaluationSet set = set(5, new TestingSource(1), 0);

        // When, Then
        assertThatThrownBy(
                        () ->
                                set.scores(
                                        (features, windows) -> {
                                            throw new IOException("no model");
                                        }))
                .isInstanceOf(IOException.class);
    }
}
