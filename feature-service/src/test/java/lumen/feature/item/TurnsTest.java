package lumen.feature.item;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import lumen.feature.request.Purpose;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2);

    @Test
    void aSampleWaitsUntilAPredictionLeavesACoreFree() throws Exception {
        // Given
        turns.begin(Purpose.PREDICTION);
        turns.begin(Purpose.PREDICTION);
        Thread sample = Thread.ofPlatform().daemon().start(this::beginSample);
        assertThat(sample.join(Duration.ofMillis(50))).isFalse();

        // When
        turns.end(Purpose.PREDICTION);

        // Then
        assertThat(sample.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void aPredictionDoesNotWaitForSamples() throws Exception {
        // Given
        turns.begin(Purpose.TRAINING);
        turns.begin(Purpose.TRAINING);

        // When
        turns.begin(Purpose.PREDICTION);

        // Then: it came back, and the next sample has to wait for two ends
        turns.end(Purpose.TRAINING);
        Thread sample = Thread.ofPlatform().daemon().start(this::beginSample);
        assertThat(sample.join(Duration.ofMillis(50))).isFalse();
        turns.end(Purpose.TRAINING);
        assertThat(sample.join(Duration.ofSeconds(20))).isTrue();
    }

    private void beginSample() {
        try {
            turns.begin(Purpose.TRAINING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
