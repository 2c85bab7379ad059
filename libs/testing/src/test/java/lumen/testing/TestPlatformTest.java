package lumen.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import lumen.contracts.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TestPlatformTest {
    @Test
    void aRecordSentToALumenTopicIsRead() {
        // Given
        try (TestTopics topics = TestPlatform.get().topics()) {
            topics.send(Topics.AUDIO, "other", "{}");
            topics.send(Topics.AUDIO, "mine", "{\"a\":1}");

            // When
            var found =
                    topics.read(
                            Topics.AUDIO,
                            message -> "mine".equals(message.key()),
                            1,
                            Duration.ofSeconds(20));

            // Then
            assertThat(found).extracting(ConsumerRecord::value).containsExactly("{\"a\":1}");
            assertThat(topics.snapshot(Topics.AUDIO)).hasSize(2);
        }
    }

    @Test
    void theResourceGivesADatabaseUnlessItIsLeftOut() throws Exception {
        // Given
        PlatformResource withDatabase = new PlatformResource();
        PlatformResource without = new PlatformResource();
        without.init(Map.of(PlatformResource.DATABASE, "false"));

        // When
        Map<String, String> properties = withDatabase.start();

        // Then
        try (Connection connection =
                DriverManager.getConnection(
                        properties.get("quarkus.datasource.jdbc.url"),
                        properties.get("quarkus.datasource.username"),
                        properties.get("quarkus.datasource.password"))) {
            assertThat(connection.isValid(1)).isTrue();
        }
        assertThat(without.start()).containsOnlyKeys("kafka.bootstrap.servers");
    }

    @Test
    void aWaveFileIsReadByAnIndependentReader() throws Exception {
        // Given
        byte[] file = WaveFile.sine(0.5, 16_000, 440);

        // When
        AudioInputStream audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file));

        // Then
        assertThat(audio.getFrameLength()).isEqualTo(8_000);
        assertThat(audio.getFormat().getEncoding()).isEqualTo(AudioFormat.Encoding.PCM_SIGNED);
        assertThat(audio.getFormat().getSampleRate()).isEqualTo(16_000f);
    }
}
