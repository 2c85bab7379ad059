package lumen.audio.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Selection against sorting. */
class MedianTest {
    @Test
    void isTheMiddleOfTheSortedNumbers() {
        // Given lists of all lengths up to 300, with many equal numbers
        Random random = new Random(5);
        for (int count = 1; count <= 300; count++) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = random.nextInt(50);
            }
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            // When the median is found
            float median = Median.of(values, count);
            // Then it is that of the sorted list
            assertThat(median).isEqualTo((sorted[(count - 1) / 2] + sorted[count / 2]) / 2);
        }
    }
}
