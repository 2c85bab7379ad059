package lumen.gateway;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The web page's files, as they are delivered. */
@QuarkusTest
class PageTest extends GatewayTest {
    private static final int FIRST_VIEW_BYTES = 150_000;
    private static final Pattern BUNDLED =
            Pattern.compile("(?:/static/bundle/|\\./|\\.\\./)([\\w./-]+-[A-Z0-9]{8}\\.\\w+)");

    @Test
    void theRootIsThePageAndItMayAskNoOtherHost() {
        // When
        Response answer = given().get("/");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("text/html");
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void bundledFilesAreKeptByBrowsersAndSentCompressed() {
        // Given
        String script = bundled(given().get("/").asString()).iterator().next();

        // When
        Response answer = given().header("Accept-Encoding", "gzip").get("/static/bundle/" + script);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("immutable");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void allViewsTogetherAreSmall() {
        // Given what the first page names, and what that names
        Deque<String> open = new ArrayDeque<>(bundled(given().get("/").asString()));
        Set<String> seen = new LinkedHashSet<>();
        long bytes = 0;

        // When
        while (!open.isEmpty()) {
            String file = open.pop();
            if (seen.add(file)) {
                Response answer = given().get("/static/bundle/" + file);
                assertThat(answer.statusCode()).as(file).isEqualTo(200);
                byte[] content = answer.asByteArray();
                bytes += Gzip.size(content);
                if (file.endsWith(".js") || file.endsWith(".css")) {
                    open.addAll(bundled(answer.asString()));
                }
            }
        }

        // Then
        assertThat(seen).anyMatch(file -> file.contains("recognise-view"));
        assertThat(bytes).isBetween(10_000L, (long) FIRST_VIEW_BYTES);
    }

    private static Set<String> bundled(String text) {
        Set<String> files = new LinkedHashSet<>();
        Matcher names = BUNDLED.matcher(text);
        while (names.find()) {
            files.add(names.group(1));
        }
        return files;
    }
}
