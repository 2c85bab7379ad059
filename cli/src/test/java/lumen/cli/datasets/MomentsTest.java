package lumen.cli.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MomentsTest {
    @Test
    void piecesJoinedHaveTheMomentsOfTheWhole() {
        // Given
        float[] values = {-80, -79.5f, -12, 3, 4, 5, -33};
        Moments joined = new Moments();

        // When
        joined.add(values, 0, 3);
        joined.add(values, 3, 7);

        // Then
        // Computed by NumPy: mean and std.
        assertThat(joined.mean()).isCloseTo(-27.5, within(1e-9));
        assertThat(joined.standardDeviation()).isCloseTo(35.2734218, within(1e-6));
    }
}
