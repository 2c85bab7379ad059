package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Takes the pictures of {@code docs/page.md}; only when it is told where they shall lie. Tests are
 * shown on the bundled samples, or on the first files of a folder with labelled ones.
 */
@ExtendWith({RunningSystem.Provider.class, Browser.Provider.class})
@EnabledIfSystemProperty(named = PageScreenshotsIT.FOLDER, matches = ".+")
class PageScreenshotsIT {
    static final String FOLDER = "lumen.screenshots";
    private static final String LABELLED = "lumen.screenshots.labelled";
    private static final int FILES = 200;

    @Test
    void everyViewLightAndDarkOnDesktopAndPhone(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        Path folder = RunningSystem.repository().resolve(System.getProperty(FOLDER));

        String labelled = System.getProperty(LABELLED);
        String dataset =
                labelled == null
                        ? PageContent.labelledSamples(system)
                        : PageContent.labelled(system, Path.of(labelled), FILES);

        // When
        for (PageViews.PageView view : PageViews.all(system, dataset)) {
            for (Browser.Screen screen : Browser.Screen.values()) {
                for (boolean dark : new boolean[] {false, true}) {
                    browser.look(screen, dark);
                    view.way().go(browser);
                    // What moves comes to rest.
                    Thread.sleep(800);
                    browser.picture(
                            folder.resolve(
                                    "%s-%s-%s.png"
                                            .formatted(
                                                    view.name(),
                                                    screen.name().toLowerCase(Locale.ROOT),
                                                    dark ? "dark" : "light")));
                }
            }
        }

        // Then
        try (Stream<Path> pictures = Files.list(folder)) {
            assertThat(pictures).hasSizeGreaterThan(40);
        }
    }
}
