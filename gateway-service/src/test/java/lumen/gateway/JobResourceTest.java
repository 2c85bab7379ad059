package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Prediction;
import lumen.contracts.rest.Prediction.Segment;
import lumen.contracts.rest.State;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobResourceTest extends GatewayTest {
    @Test
    void anUploadIsPredicted() {
        // Given
        String audio = "0.9 0.1 0.2|0.8 0.1 0.7|0.1 0.1 0.6";

        // When
        JobView submitted = submit("a.wav", audio);

        // Then
        assertThat(submitted.state()).isEqualTo(State.QUEUED);
        assertThat(submitted.items().total()).isEqualTo(1);
        JobView ended = ended(submitted.id());
        assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
        assertThat(ended.startedAt()).isNotNull();
        ItemView item = items(ended.id()).items().getFirst();
        assertThat(item.name()).isEqualTo("a.wav");
        Prediction prediction = item.prediction();
        assertThat(prediction.labels()).containsExactly("sax", "pia");
        assertThat(prediction.scores())
                .containsExactly(
                        Map.entry("sax", 0.9), Map.entry("cel", 0.1), Map.entry("pia", 0.7));
        assertThat(prediction.timeline())
                .containsExactly(new Segment("sax", 0, 2, 0.9), new Segment("pia", 1, 3, 0.7));
        assertThat(prediction.durationSeconds()).isEqualTo(2.5);
        assertThat(prediction.windows()).isNull();
    }

    @Test
    void filesOnTheServerArePredicted() throws IOException {
        // Given
        Path data = newDataDirectory();
        Files.writeString(data.resolve("b.wav"), "0.9 0 0");
        Files.writeString(Files.createDirectory(data.resolve("below")).resolve("a.MP3"), "0 1 0");
        Files.writeString(data.resolve("notes.txt"), "no audio");

        // When
        String answer =
                given().contentType(ContentType.JSON)
                        .body(Map.of("paths", List.of(data.toString())))
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .asString();

        // Then
        JobView ended = ended(job(answer).id());
        assertThat(ended.items().succeeded()).isEqualTo(2);
        assertThat(items(ended.id()).items())
                .extracting(ItemView::name)
                .containsExactly(data + "/b.wav", data + "/below/a.MP3");
    }

    @Test
    void partsThatArriveTwiceCountOnce() {
        // Given
        String audio = "twice\n0.9 0 0|0.9 0 0\n0 0 0.8";

        // When
        JobView submitted = submit("long.wav", audio);

        // Then
        JobView ended = ended(submitted.id());
        assertThat(ended.items().succeeded()).isEqualTo(1);
        String item = items(ended.id()).items().getFirst().id();
        given().get("/jobs/" + ended.id() + "/items/" + item + "?windows=true")
                .then()
                .statusCode(200)
                .body("prediction.windows.size()", equalTo(3));
    }

    @Test
    void anUnreadableFileFailsAlone() {
        // Given
        String bad = "unreadable";

        // When
        JobView submitted = submit("good.wav", "1 0 0", "bad.wav", bad, "empty.wav", "");

        // Then
        JobView ended = ended(submitted.id());
        assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
        assertThat(ended.items().failed()).isEqualTo(2);
        List<ItemView> items = items(ended.id()).items();
        assertThat(items.get(0).state()).isEqualTo(State.SUCCEEDED);
        assertThat(items.get(1).problem().code()).isEqualTo(ErrorCode.AUDIO_UNREADABLE);
        assertThat(items.get(2).problem().code()).isEqualTo(ErrorCode.AUDIO_EMPTY);
    }

    @Test
    void aThresholdReplacesTheModels() {
        // When
        String answer =
                upload("a.wav", "0.9 0.3 0.1")
                        .multiPart("threshold", "0.25")
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .asString();

        // Then
        JobView ended = ended(job(answer).id());
        Prediction prediction = items(ended.id()).items().getFirst().prediction();
        assertThat(prediction.labels()).containsExactly("sax", "cel");
        assertThat(prediction.thresholds()).containsValue(0.25).doesNotContainValue(0.5);
    }

    @Test
    void itemsAreFilteredAndPaged() {
        // Given
        JobView job =
                ended(
                        submit(
                                        "a.wav",
                                        "1 0 0",
                                        "b.wav",
                                        "0 1 0",
                                        "c.wav",
                                        "1 1 0",
                                        "bad.wav",
                                        "unreadable")
                                .id());
        String items = "/jobs/" + job.id() + "/items";

        // When, Then
        given().get(items + "?label=cel")
                .then()
                .body("total", equalTo(2))
                .body("items.name", contains("b.wav", "c.wav"));
        given().get(items + "?state=failed").then().body("items.name", contains("bad.wav"));
        given().get(items + "?page=1&size=3")
                .then()
                .body("total", equalTo(4))
                .body("items.name", contains("bad.wav"));
    }

    @Test
    void jobsAreFilteredAndPaged() {
        // Given
        JobView older = ended(submit("a.wav", "1 0 0").id());
        JobView newer = submit("a.wav", "never");

        // When, Then
        given().get("/jobs?size=2").then().body("items.id", contains(newer.id(), older.id()));
        given().get("/jobs?state=QUEUED&model=tiny&kind=predict&size=1")
                .then()
                .body("items.id", contains(newer.id()));
        given().get("/jobs?from=%s&to=%s".formatted(older.createdAt(), newer.createdAt()))
                .then()
                .body("items.id", contains(older.id()));
        given().get("/jobs?model=none").then().body("total", equalTo(0));
    }
}
