package lumen.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationSplitTest {
    private static final List<Integer> ELEMENTS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    @Test
    void fewOfManyAreEvenlySpread() {
        // When
        List<Integer> chosen = CalibrationSplit.spread(ELEMENTS, 3);

        // Then
        assertThat(chosen).containsExactly(1, 5, 8);
    }

    @Test
    void allAreChosenWhereMoreAreWanted() {
        // When
        List<Integer> chosen = CalibrationSplit.spread(ELEMENTS, 100);

        // Then
        assertThat(chosen).isEqualTo(ELEMENTS);
    }
}
