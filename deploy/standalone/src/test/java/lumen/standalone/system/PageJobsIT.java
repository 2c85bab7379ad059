package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumen.testing.WaveFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Jobs, tests and models in a browser, on the whole system. */
@ExtendWith({RunningSystem.Provider.class, Browser.Provider.class})
class PageJobsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int MANY = 10_000;

    @BeforeEach
    void look(Browser browser) {
        browser.look(Browser.Screen.DESKTOP, false);
    }

    @Test
    void aTestIsStartedFromAFormAndItsPlotsAreRead(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        String labelled = PageContent.labelledSamples(system);
        browser.go("#/jobs");
        browser.click("button", "Test a model");
        browser.find("dialog input[type=text]").sendKeys(labelled);

        // When
        browser.click("dialog button", "Start");

        // Then
        browser.find(".figure-bars .figure-row");
        assertThat(browser.find(".headline-figures").getText()).contains("Micro F1", "Macro F1");
        browser.click(".segments button", "ROC");
        assertThat(browser.find("svg[aria-label='ROC curves'] path.curve").getAttribute("d"))
                .startsWith("M");
        assertThat(browser.count(".legend-entry")).isEqualTo(11);
        WebElement threshold = browser.find(".read-at input");
        String before = browser.find(".legend-reading").getText();
        browser.press(threshold, Keys.HOME);
        assertThat(browser.words(".legend-reading", words -> !words.equals(before)))
                .isEqualTo("1.00 · 1.00");
        browser.click(".segments button", "Confusion");
        browser.press(browser.find(".matrix-box"), Keys.ARROW_RIGHT);
        assertThat(browser.words(".chart-reading", words -> words.startsWith("Where")))
                .startsWith("Where cello is there, clarinet was recognised");
        browser.click(".tabs a", "Worst predicted");
        assertThat(browser.find(".mel[data-drawn]").isDisplayed()).isTrue();
        assertThat(browser.find(".truth-line").getText()).startsWith("Really there: ");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aRunningJobIsCancelled(Browser browser, RunningSystem system) throws Exception {
        // Given
        String job = system.submit(longWork(system)).job();
        browser.go("#/jobs/" + job);

        // When
        browser.click(".job-actions button", "Cancel");

        // Then
        assertThat(browser.words(".job-status .state", "Cancelled"::equals)).isEqualTo("Cancelled");
        assertThat(system.awaitEnd(job, LIMIT).path("state").asText()).isEqualTo("CANCELLED");
        assertThat(browser.find(".job-actions").getText()).contains("Run again");
    }

    private static Path longWork(RunningSystem system) throws IOException {
        Path folder = Files.createDirectories(system.audio().resolve("long"));
        Files.write(folder.resolve("long.wav"), WaveFile.noise(10, 16_000, 5));
        return list(folder.resolve("list.csv"), "long.wav", 300);
    }

    /** A list that names files, numbered where the name has a place for a number. */
    private static Path list(Path file, String name, int rows) throws IOException {
        return Files.writeString(
                file,
                IntStream.range(0, rows)
                        .mapToObj(name::formatted)
                        .collect(Collectors.joining("\n", "file\n", "\n")));
    }

    @Test
    void whatFailedSaysWhyAndIsTriedAgain(Browser browser, RunningSystem system) throws Exception {
        // Given
        String job = PageContent.jobWithFailure(system);
        browser.go("#/jobs/" + job + "?tab=failures");
        String reason = browser.words(".detail .notice-title", words -> true);

        // When
        browser.click(".job-actions button", "Retry what failed");

        // Then
        assertThat(reason).isEqualTo("The file cannot be read as audio");
        String again =
                (String)
                        browser.runLong(
                                """
                                const done = arguments[1];
                                const look = () => location.hash.includes(arguments[0])
                                    ? setTimeout(look, 50) : done(location.hash);
                                look();
                                """,
                                job);
        assertThat(system.items(again.replaceAll("^#/jobs/([^?]*).*$", "$1"))).hasSize(1);
    }

    @Test
    void tenThousandItemsScrollWithoutStutter(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        Path folder = Files.createDirectories(system.audio().resolve("page-many"));
        Path missing = list(folder.resolve("list.csv"), "missing-%05d.wav", MANY);
        String job = system.submit(missing).job();
        system.awaitEnd(job, LIMIT);
        browser.go("#/jobs/" + job + "?tab=files");
        browser.find(".row .clip-name", "missing-00000.wav");

        // When
        @SuppressWarnings("unchecked")
        List<Number> frames =
                (List<Number>)
                        browser.runLong(
                                """
                                const done = arguments[0];
                                const list = document.querySelector('.rows');
                                const frames = [];
                                let last = performance.now();
                                const step = (now) => {
                                    frames.push(now - last);
                                    last = now;
                                    if (frames.length > 120) {
                                        done(frames.slice(1));
                                    } else {
                                        list.scrollTop += list.scrollHeight / 120;
                                        requestAnimationFrame(step);
                                    }
                                };
                                requestAnimationFrame(step);
                                """);

        // Then
        double median = frames.stream().mapToDouble(Number::doubleValue).sorted().toArray()[60];
        assertThat(median).as("milliseconds for a frame").isLessThan(34);
        assertThat(browser.count(".row")).isLessThan(60);
        browser.press(browser.find(".rows"), Keys.END);
        assertThat(browser.find(".row[aria-selected=true] .clip-name", "09999").getText())
                .endsWith("missing-09999.wav");
    }

    @Test
    void anotherModelBecomesTheDefault(Browser browser, RunningSystem system) throws Exception {
        // Given
        browser.go("#/models");

        // When
        browser.click(cardOf(RunningSystem.MODEL) + " button", "Make it the default");

        // Then
        RunningSystem.await(LIMIT, () -> defaultOf(system).equals(RunningSystem.MODEL));
        assertThat(browser.find(cardOf(RunningSystem.MODEL) + " .badge").getText())
                .isEqualTo("default");
        browser.click(cardOf(RunningSystem.BUNDLED) + " button", "Make it the default");
        RunningSystem.await(LIMIT, () -> defaultOf(system).equals(RunningSystem.BUNDLED));
    }

    private static String cardOf(String model) {
        return ".model-card:has(h2 a[href$='/" + model + "'])";
    }

    private static String defaultOf(RunningSystem system) {
        try {
            for (JsonNode model : system.get("/models").json()) {
                if (model.path("isDefault").asBoolean()) {
                    return model.path("id").asText();
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void twoModelsAreComparedOnTheSameFiles(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        String labelled = PageContent.labelledSamples(system);
        browser.go("#/models");
        browser.find(".model-card .facts");
        browser.click("button", "Compare two");
        WebElement dataset = browser.find("dialog input[type=text]");
        browser.click("dialog label + select ~ label + select option", RunningSystem.MODEL);
        dataset.clear();
        dataset.sendKeys("irmastest:" + labelled);

        // When
        browser.click("dialog button", "Compare");

        // Then
        assertThat(browser.find(".comparison-cards", "Micro F1").getText())
                .contains(RunningSystem.BUNDLED, RunningSystem.MODEL, "Difference");
        assertThat(browser.complaints()).isEmpty();
    }
}
