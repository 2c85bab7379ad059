package lumen.feature.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import lumen.contracts.topic.FeatureRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {
    private static final String REQUEST =
            """
            {"itemId": "i", "jobId": "j", "modelId": "m", "audio": [AUDIO],
             "featureSpecification": {}, "replyTopic": "TOPIC"}
            """;
    private static final String REFERENCE = "{\"uri\": \"file:///music/song.wav\"}";

    private final RequestReader reader = new RequestReader(new ObjectMapper());

    @ParameterizedTest
    @CsvSource({"lumen.features,PREDICTION", "lumen.features.run.7,TRAINING"})
    void aRequestForAFeatureTopicIsRead(String topic, Purpose purpose)
            throws InvalidRequestException {
        // When
        FeatureRequest request = reader.read(request(REFERENCE, topic));
        reader.check(request, purpose);

        // Then
        assertThat(request.itemId()).isEqualTo("i");
        assertThat(request.replyTopic()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lumen.predictions",
                "lumen.featuresque",
                "lumen.features.dlq",
                "lumen.features.run.7",
                "lumen.features.run.7.dlq",
                ""
            })
    void noOtherTopicCanBeWrittenTo(String topic) {
        assertThatThrownBy(
                        () ->
                                reader.check(
                                        reader.read(request(REFERENCE, topic)), Purpose.PREDICTION))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("reply topic");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "{}", "\u0000\u0001"})
    void whatIsNoRequestIsRefused(String value) {
        assertThatThrownBy(() -> reader.read(value.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aRecordWithoutAValueIsRefused() {
        assertThatThrownBy(() -> reader.read(null)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                REFERENCE + "," + REFERENCE,
                "{\"uri\": \"ftp://host/song.wav\"}",
                "{\"uri\": \"song.wav\"}"
            })
    void audioThatIsNotOneFileIsRefused(String audio) {
        assertThatThrownBy(
                        () ->
                                reader.check(
                                        reader.read(request(audio, "lumen.features")),
                                        Purpose.PREDICTION))
                .isInstanceOf(InvalidRequestException.class);
    }

    private static byte[] request(String audio, String topic) {
        return REQUEST.replace("AUDIO", audio)
                .replace("TOPIC", topic)
                .getBytes(StandardCharsets.UTF_8);
    }
}
