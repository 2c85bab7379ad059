package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lumen.contracts.rest.JobView;
import lumen.contracts.topic.FeatureRequest;
import lumen.contracts.topic.FeatureTensor.ElementType;
import lumen.contracts.topic.Topics;
import lumen.model.file.Aggregation;
import lumen.model.file.FeatureElementType;
import lumen.testing.TestTopics;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FeaturePrecisionTest extends GatewayTest {
    private FeatureRequest request(JobView job) {
        try (TestTopics topics = platform.topics()) {
            return parse(
                    topics.read(Topics.AUDIO, found -> found.value().contains(job.id()), 1, LIMIT)
                            .getFirst()
                            .value(),
                    new TypeReference<>() {});
        }
    }

    @Test
    void featuresAreAskedForInHalfPrecisionIfTheModelWantsThemSo() throws IOException {
        // Given
        Path file = directory.resolve("models/zz-half.onnx");
        TestModels.write(file, Aggregation.MAX, FeatureElementType.FLOAT16);
        try {
            await().atMost(LIMIT).until(() -> given().get("/models/zz-half").statusCode() == 200);

            // When
            JobView job =
                    job(
                            upload("a.wav", "1 0 0")
                                    .multiPart("model", "zz-half")
                                    .post("/jobs")
                                    .then()
                                    .statusCode(202)
                                    .extract()
                                    .asString());

            // Then
            assertThat(request(job).elementType()).isEqualTo(ElementType.FLOAT16);
            ended(job.id());
        } finally {
            Files.delete(file);
            await().atMost(LIMIT).until(() -> given().get("/models/zz-half").statusCode() == 404);
        }
    }

    @Test
    void featuresAreAskedForInSinglePrecisionOtherwise() {
        // When
        JobView job = submit("a.wav", "1 0 0");

        // Then
        assertThat(request(job).elementType()).isEqualTo(ElementType.FLOAT32);
        ended(job.id());
    }
}
