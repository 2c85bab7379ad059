package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.State;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;

@QuarkusTest
class JobListingTest extends GatewayTest {
    @Inject Session session;

    private JobView submit(int files, String audio) throws IOException {
        Path data = newDataDirectory();
        Files.writeString(data.resolve("a.wav"), audio);
        Path list = Files.writeString(data.resolve("list.csv"), "file\n" + "a.wav\n".repeat(files));
        return job(
                given().contentType(ContentType.JSON)
                        .body(Map.of("paths", List.of(list.toString())))
                        .post("/jobs")
                        .then()
                        .statusCode(202)
                        .extract()
                        .asString());
    }

    @Test
    void aLargeJobIsAcceptedBeforeAllItsFilesAreListed() throws IOException {
        // When
        JobView accepted = submit(250, "1 0 0");

        // Then
        assertThat(accepted.listing()).isTrue();
        assertThat(accepted.items().total()).isEqualTo(100);
        JobView ended = ended(accepted.id());
        assertThat(ended.listing()).isNull();
        assertThat(ended.items().succeeded()).isEqualTo(250);
    }

    @Test
    void aListingWhoseGatewayWentAwayGoesOn() throws IOException {
        // Given
        JobView job = submit(250, "1 0 0");
        UUID id = UUID.fromString(job.id());
        ended(job.id());
        QuarkusTransaction.requiringNew().run(() -> forgetAllBut(id, 120));

        // When
        await().atMost(LIMIT).until(() -> items(job.id()).total() == 250);

        // Then
        JobView ended = ended(job.id());
        assertThat(ended.items().succeeded()).isEqualTo(250);
        assertThat(items(job.id()).items())
                .extracting(ItemView::index)
                .doesNotHaveDuplicates()
                .hasSize(250);
    }

    @Test
    void aListingWhosePathIsGoneEndsWithTheReason() throws IOException {
        // Given
        JobView job = submit(250, "1 0 0");
        UUID id = UUID.fromString(job.id());
        ended(job.id());

        // When
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            forgetAllBut(id, 120);
                            losePath(id);
                        });

        // Then
        JobView ended = ended(job.id());
        assertThat(ended.listing()).isNull();
        assertThat(ended.items().succeeded()).isEqualTo(120);
        assertThat(items(job.id()).items())
                .filteredOn(item -> item.state() == State.FAILED)
                .singleElement()
                .satisfies(
                        item ->
                                assertThat(item.problem().code())
                                        .isEqualTo(ErrorCode.AUDIO_NOT_FOUND));
    }

    private void losePath(UUID id) {
        session.createNativeMutationQuery(
                        "update job_listing set paths[1] = paths[1] || '.gone' where job_id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    /**
     * Makes the job what it was when only some of its files were listed, by a gateway long gone.
     */
    private void forgetAllBut(UUID id, int items) {
        session.createNativeMutationQuery("delete from item where job_id = ?1 and index >= ?2")
                .setParameter(1, id)
                .setParameter(2, items)
                .executeUpdate();
        session.createNativeMutationQuery(
                        """
                        update job set listing = true, state = 'RUNNING', ended_at = null,
                            total = ?2, succeeded = ?2 where id = ?1
                        """)
                .setParameter(1, id)
                .setParameter(2, items)
                .executeUpdate();
        session.createNativeMutationQuery(
                        """
                        insert into job_listing (job_id, paths, until)
                        select ?1, array[replace(name, 'a.wav', 'list.csv')], now() - interval '1h'
                        from (select uri as name from item where job_id = ?1 limit 1) as any_item
                        """)
                .setParameter(1, id)
                .executeUpdate();
        session.createNativeMutationQuery(
                        "update job_listing set paths[1] = replace(paths[1], 'file://', '')"
                                + " where job_id = ?1")
                .setParameter(1, id)
                .executeUpdate();
    }

    @Test
    void moreFilesThanAJobMayHaveAreLeftOutAndSaidSo() throws IOException {
        // When
        JobView accepted = submit(1300, "1 0 0");

        // Then
        JobView ended = ended(accepted.id());
        assertThat(ended.items().succeeded()).isEqualTo(1200);
        assertThat(ended.items().failed()).isEqualTo(1);
        assertThat(
                        given().get("/jobs/" + ended.id() + "/items?state=failed")
                                .then()
                                .extract()
                                .<String>path("items[0].problem.code"))
                .isEqualTo(ErrorCode.TOO_MANY_ITEMS.name());
    }

    @Test
    void aJobIsCancelledWhileItsFilesAreListed() throws IOException {
        // Given
        JobView accepted = submit(1100, "never");

        // When
        given().delete("/jobs/" + accepted.id()).then().statusCode(200);

        // Then
        JobView cancelled = ended(accepted.id());
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.listing()).isNull();
        assertThat(cancelled.items().cancelled()).isEqualTo(cancelled.items().total());
    }
}
