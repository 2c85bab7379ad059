package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes the pictures of {@code docs/page.md}; only when it is told where they shall lie. */
@ExtendWith({RunningSystem.Provider.class, Browser.Provider.class})
@EnabledIfSystemProperty(named = PageScreenshotsIT.FOLDER, matches = ".+")
class PageScreenshotsIT {
    static final String FOLDER = "lumen.screenshots";

    @Test
    void everyViewLightAndDarkOnDesktopAndPhone(Browser browser, RunningSystem system)
            throws Exception {
        // Given
        Path folder = RunningSystem.repository().resolve(System.getProperty(FOLDER));

        // When
        for (PageViews.PageView view : PageViews.all(system)) {
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
                                                    screen.name()
                                                            .toLowerCase(Locale.ROOT),
                                                    dark ? "dark" : "light")),
                            screen == Browser.Screen.PHONE);
                }
            }
        }

        // Then
        try (Stream<Path> pictures = Files.list(folder)) {
            assertThat(pictures).hasSizeGreaterThan(40);
        }
    }
}
