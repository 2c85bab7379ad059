package lumen.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import lumen.contracts.topic.AudioReference;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureRequest.Variation;
import lumen.contracts.topic.FeatureTensor.ElementType;
import org.junit.jupiter.api.Test;

class FeatureRequestTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void aRequestOfBeforeTrainingIsStillRead() throws Exception {
        // Given
        String text =
                """
                {"itemId": "i", "jobId": "j", "modelId": "m", "audio": [{"uri": "file:///a.wav"}],
                 "featureSpecification": {}, "replyTopic": "lumen.features"}
                """;

        // When
        FeatureRequest request = json.readValue(text, FeatureRequest.class);

        // Then
        assertThat(request)
                .isEqualTo(
                        new FeatureRequest(
                                "i",
                                "j",
                                "m",
                                List.of(new AudioReference(URI.create("file:///a.wav"))),
                                json.createObjectNode(),
                                "lumen.features"));
        assertThat(request.elementType()).isEqualTo(ElementType.FLOAT32);
        assertThat(request.variation()).isNull();
    }

    @Test
    void aTrainingRequestComesBackAsItWasWritten() throws Exception {
        // Given
        FeatureRequest request =
                new FeatureRequest(
                        "sample",
                        "run",
                        "m",
                        List.of(
                                new AudioReference(URI.create("file:///a.wav")),
                                new AudioReference(URI.create("file:///b.wav"))),
                        json.createObjectNode(),
                        "lumen.features.run.run",
                        ElementType.FLOAT16,
                        new Variation(json.createObjectNode(), 7, 3));

        // When
        FeatureRequest read =
                json.readValue(json.writeValueAsString(request), FeatureRequest.class);

        // Then
        assertThat(read).isEqualTo(request);
    }
}
