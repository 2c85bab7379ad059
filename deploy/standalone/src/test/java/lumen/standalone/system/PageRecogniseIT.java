package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Recognising music in a browser, on the whole system. */
@ExtendWith({RunningSystem.Provider.class, Browser.Provider.class})
class PageRecogniseIT {
    private static final String HEADLINE = ".detail h2.headline:not(.waiting)";

    @BeforeEach
    void open(Browser browser) {
        browser.look(Browser.Screen.DESKTOP, false);
        browser.go("#/recognise");
    }

    private static Path sample(String name) {
        return RunningSystem.repository().resolve("samples").resolve(name);
    }

    @Test
    void aSampleIsHeardSeenAndRecognised(Browser browser) {
        // When
        browser.click(".samples .chip", "Piano");

        // Then
        String heard = browser.words(HEADLINE, words -> !words.isBlank());
        assertThat(heard).isEqualTo("Piano");
        assertThat(browser.find(".mel[data-drawn]").isDisplayed()).isTrue();
        assertThat(browser.count(".lane")).isEqualTo(11);
        assertThat(browser.find(".lane canvas").getAccessibleName()).startsWith("Piano: 0:00.0 to");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void uploadedFilesAreAllAnsweredAndChosenWithTheArrowKeys(Browser browser) {
        // Given
        browser.upload(sample("02-cla.ogg"), sample("11-tru.ogg"));
        browser.words(".clips-words", words -> words.equals("2 files"));
        browser.words(HEADLINE, "Clarinet"::equals);

        // When
        browser.press(browser.find(".rows[role=listbox]"), Keys.ARROW_DOWN);

        // Then
        assertThat(browser.words(HEADLINE, "Trumpet"::equals)).isEqualTo("Trumpet");
        assertThat(browser.find(".row[aria-selected=true]").getText()).contains("11-tru.ogg");
    }

    @Test
    void anotherThresholdDecidesAtOnce(Browser browser) {
        // Given
        browser.click(".samples .chip", "Piano");
        browser.words(HEADLINE, "Piano"::equals);

        // When
        browser.press(browser.find("input[aria-label='Threshold of Piano']"), Keys.END);

        // Then
        assertThat(browser.words(HEADLINE, words -> !words.contains("Piano")))
                .isEqualTo("No instrument reaches its threshold");
        assertThat(browser.find(".row .clip-words").getText()).isEqualTo("Nothing recognised");
        browser.click(".all-thresholds button", "As the model says");
        assertThat(browser.words(HEADLINE, "Piano"::equals)).isEqualTo("Piano");
    }

    @Test
    void theSoundPlaysFromWhereTheKeysLead(Browser browser) {
        // Given
        browser.click(".samples .chip", "Violin");
        browser.find(".mel[data-drawn]");
        WebElement place = browser.find(".wave[role=slider]");

        // When
        browser.press(place, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.SPACE);

        // Then
        browser.find("button.play[aria-label^=Pause]");
        browser.words(".clock", words -> words.compareTo("0:02.2") > 0);
        browser.press(place, Keys.SPACE);
        assertThat(browser.find("button.play").getAccessibleName()).startsWith("Play");
    }

    @Test
    void aFileThatIsNoAudioSaysSoAndTheOtherIsAnswered(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        Path text =
                Files.writeString(
                        system.outside().resolve("shopping.wav"), "Not music.\n".repeat(99));

        // When
        browser.upload(text, sample("07-org.ogg"));

        // Then
        browser.words(".clips-words", words -> words.equals("2 files, 1 failed"));
        assertThat(browser.words(".detail .notice-title", words -> true))
                .isEqualTo("The file cannot be read as audio");
        assertThat(browser.find(".detail .notice-advice").getText()).startsWith("Send wav, mp3");
        assertThat(browser.find(".row", "07-org.ogg").getText()).contains("Organ");
    }

    @Test
    void whatTheMicrophoneHearsIsSentLikeAFile(Browser browser) throws InterruptedException {
        // Given the browser's own microphone, which beeps
        browser.click(".intake .button", "Record");
        browser.find(".button.recording");
        Thread.sleep(2_000);

        // When
        browser.click(".intake .button", "Stop and recognise");

        // Then
        browser.words(HEADLINE, words -> !words.isBlank());
        assertThat(browser.find(".row .clip-name").getText()).startsWith("recording");
        assertThat(browser.find(".mel[data-drawn]").isDisplayed()).isTrue();
    }

    @Test
    void nothingIsAskedOfAnyOtherHost(Browser browser, RunningSystem system) {
        // Given
        browser.click(".samples .chip", "Cello");
        browser.find(".mel[data-drawn]");

        // When
        Object addresses =
                browser.run(
                        "return performance.getEntriesByType('resource').map(entry => entry.name)");

        // Then
        assertThat(addresses)
                .asInstanceOf(list(String.class))
                .isNotEmpty()
                .allMatch(
                        address ->
                                address.startsWith(system.address().toString())
                                        || address.startsWith("blob:"));
    }

    @Test
    void theKeyboardReachesTheContentPastTheNavigation(Browser browser) {
        // Given
        browser.find(".samples .chip");

        // When
        browser.press(Keys.TAB);
        String first = browser.focused().getText();
        browser.press(Keys.ENTER);

        // Then
        assertThat(first).isEqualTo("Skip to the content");
        assertThat(browser.focused().getTagName()).isEqualTo("main");
        List<String> complaints = browser.complaints();
        assertThat(complaints).isEmpty();
    }
}
