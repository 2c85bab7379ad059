package lumen.standalone.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void quickDeathsAreWaitedForLongerAndLongerUntilTheServiceIsGivenUp() {
        // Given
        RestartPolicy policy = new RestartPolicy();

        // When
        Stream<Optional<Duration>> waits = Stream.generate(() -> policy.afterDeath(SOON)).limit(5);

        // Then
        assertThat(waits)
                .containsExactly(
                        Optional.of(Duration.ofMillis(250)),
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(Duration.ofMillis(1000)),
                        Optional.of(Duration.ofMillis(2000)),
                        Optional.empty());
    }

    @Test
    void aDeathAfterALongLifeIsTheFirstOfItsKind() {
        // Given
        RestartPolicy policy = new RestartPolicy();
        policy.afterDeath(SOON);
        policy.afterDeath(SOON);

        // When
        Optional<Duration> wait = policy.afterDeath(Duration.ofHours(1));

        // Then
        assertThat(wait).contains(Duration.ofMillis(250));
    }
}
