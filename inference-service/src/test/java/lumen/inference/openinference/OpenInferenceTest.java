package lumen.inference.openinference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import lumen.inference.ModelsResource;
import lumen.inference.TestingModels;
import lumen.testing.PlatformResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol as its clients speak it: the model "mean" has 4 bands and any number of frames. */
@QuarkusTest
@WithTestResource(
        value = PlatformResource.class,
        scope = TestResourceScope.GLOBAL,
        initArgs = @ResourceArg(name = PlatformResource.DATABASE, value = "false"))
@WithTestResource(value = ModelsResource.class, scope = TestResourceScope.GLOBAL)
class OpenInferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static Response infer(String body) {
        return given().contentType("application/json").body(body).post("/v2/models/mean/infer");
    }

    @Test
    void listedValuesAreAnsweredWithLogitsAndScores() throws IOException {
        // Given
        String body =
                """
                {"id": "mine", "inputs": [{"name": "features", "datatype": "FP32",
                 "shape": [2, 4, 1], "data": [[[0.5], [0.5], [0.5], [0.5]], [[-1], [-1], [-1], [-1]]]}]}
                """;

        // When
        Response response = infer(body);

        // Then
        JsonNode answer = JSON.readTree(response.then().statusCode(200).extract().asString());
        assertThat(answer.path("id").asText()).isEqualTo("mine");
        assertThat(answer.path("model_name").asText()).isEqualTo("mean");
        assertThat(answer.path("model_version").asText()).matches("[0-9a-f]{12}");
        JsonNode logits = answer.path("outputs").get(0);
        JsonNode scores = answer.path("outputs").get(1);
        assertThat(logits.path("name").asText()).isEqualTo("logits");
        assertThat(logits.path("shape").toString()).isEqualTo("[2,2]");
        assertThat(logits.path("data").get(0).asDouble())
                .isCloseTo(ModelsResource.FACTOR * 0.5, within(1e-6));
        assertThat(scores.path("data").get(2).asDouble())
                .isCloseTo(TestingModels.score(ModelsResource.FACTOR, -1), within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"FP32, 4", "FP16, 2"})
    void binaryValuesAreAnsweredInBinary(String datatype, int bytes) throws IOException {
        // Given
        byte[] header =
                """
                {"inputs": [{"name": "features", "datatype": "%s", "shape": [1, 4, 3],
                 "parameters": {"binary_data_size": %d}}],
                 "outputs": [{"name": "logits", "parameters": {"binary_data": true}}]}
                """
                        .formatted(datatype, 12 * bytes)
                        .getBytes(StandardCharsets.UTF_8);
        ByteBuffer body =
                ByteBuffer.allocate(header.length + 12 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        body.put(header);
        for (int i = 0; i < 12; i++) {
            if (bytes == 4) {
                body.putFloat(0.25f);
            } else {
                body.putShort(Float.floatToFloat16(0.25f));
            }
        }

        // When
        Response response =
                given().contentType("application/octet-stream")
                        .header(JSON_LENGTH, header.length)
                        .body(body.array())
                        .post("/v2/models/mean/infer");

        // Then
        response.then().statusCode(200).contentType("application/octet-stream");
        int length = Integer.parseInt(response.header(JSON_LENGTH));
        byte[] answer = response.asByteArray();
        JsonNode output = JSON.readTree(answer, 0, length).path("outputs").get(0);
        ByteBuffer logits =
                ByteBuffer.wrap(answer, length, answer.length - length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(output.path("parameters").path("binary_data_size").asInt())
                .isEqualTo(logits.remaining());
        assertThat(logits.getFloat())
                .isCloseTo((float) (ModelsResource.FACTOR * 0.25), within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON | not JSON",
                "{\"inputs\": []} | one input",
                "{\"inputs\": [{\"name\": \"x\"}]} | named \"x\"",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"INT8\"}]} | INT8",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\":"
                        + " [1, -4, 3]}]} | whole number from 1",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\":"
                        + " [65536, 65536, 65536]}]} | too large",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\":"
                        + " [1, 4, 100000000], \"data\": [1]}]} | data has 1",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\":"
                        + " [1, 4, 1], \"data\": [1, 2, 3, \"4\"]}]} | STRING",
                "{\"inputs\": [{\"name\": \"features\", \"datatype\": \"FP32\", \"shape\": [1, 4,"
                        + " 1], \"parameters\": {\"binary_data_size\": 16}}]} | 0 bytes follow",
                "{\"outputs\": [{\"name\": \"x\"}], \"inputs\": [{\"name\": \"features\","
                    + " \"datatype\": \"FP32\", \"shape\": [1, 1], \"data\": [1]}]} | output \"x\"",
            })
    void aRequestThatIsNotValidIsRefusedWithTheReason(String body, String reason) {
        // When
        Response response = infer(body);

        // Then
        response.then().statusCode(400).body("error", containsString(reason));
    }

    @Test
    void windowsOfAnotherShapeThanTheModelsAreRefused() {
        // When
        Response response =
                infer(
                        """
                        {"inputs": [{"name": "features", "datatype": "FP32", "shape": [1, 3, 1],
                         "data": [1, 2, 3]}]}
                        """);

        // Then
        response.then().statusCode(422).body("error", containsString("[4, -1]"));
    }

    @Test
    void anUnknownModelIsNotFoundAndABrokenOneTellsWhy() {
        // When
        Response unknown = given().get("/v2/models/nobody");
        Response broken = given().get("/v2/models/broken");

        // Then
        unknown.then().statusCode(404).body("error", containsString("nobody"));
        assertThat(broken.statusCode()).isBetween(400, 599);
        assertThat(broken.path("error").toString()).isNotBlank();
    }

    @Test
    void modelsServerAndHealthAreDescribed() {
        // When
        Response model = given().get("/v2/models/mean");

        // Then
        model.then()
                .statusCode(200)
                .body("name", is("mean"))
                .body("inputs[0].name", is("features"))
                .body("inputs[0].shape[1]", is(TestingModels.BANDS))
                .body("outputs[1].name", is("scores"));
        String version = model.path("versions[0]");
        given().get("/v2/models/mean/versions/" + version).then().statusCode(200);
        given().get("/v2/models/mean/versions/000000000000").then().statusCode(404);
        given().get("/v2/models/mean/ready").then().statusCode(200);
        given().get("/v2/models/mean/versions/" + version + "/ready").then().statusCode(200);
        given().get("/v2/models/broken/ready").then().statusCode(400);
        given().get("/v2/health/live").then().statusCode(200);
        given().get("/v2/health/ready").then().statusCode(200);
        given().get("/v2").then().body("name", is("lumen"));
    }
}
