package lumen.gateway.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import lumen.embedded.FreePorts;
import lumen.testing.TestPlatform;
import org.apache.kafka.clients.CommonClientConfigs;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static Hearing hearing(String broker) {
        return new Hearing(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker));
    }

    @Test
    void workersCanBeHeardSinceTheBrokerAnswered() throws InterruptedException {
        // Given
        Hearing hearing = hearing(TestPlatform.get().bootstrapServers());
        assertThat(hearing.forAtLeast(Duration.ZERO)).isFalse();

        // When
        hearing.listen();

        // Then
        assertThat(hearing.forAtLeast(Duration.ZERO)).isTrue();
        assertThat(hearing.forAtLeast(Duration.ofMinutes(1))).isFalse();
        hearing.close();
    }

    @Test
    void nobodyCanBeHeardWhileTheBrokerIsAway() throws InterruptedException {
        // Given
        Hearing hearing = hearing("127.0.0.1:" + FreePorts.any());

        // When
        hearing.listen();

        // Then
        assertThat(hearing.forAtLeast(Duration.ZERO)).isFalse();
        hearing.close();
    }
}
