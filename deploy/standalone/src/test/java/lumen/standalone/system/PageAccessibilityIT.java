package lumen.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Obstacles to people with disabilities, looked for by axe-core in every view. */
@ExtendWith({RunningSystem.Provider.class, Browser.Provider.class})
class PageAccessibilityIT {
    private static final String AXE =
            """
            const done = arguments[0];
            const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
            axe.run(document, {runOnly: {type: 'tag', values: rules}}).then((result) => done(
                result.violations.map((found) => ({
                    impact: found.impact,
                    words: found.id + ' at ' + found.nodes.map((node) => node.target.join(' ')),
                }))));
            """;

    @Test
    void noViewHasASeriousObstacleInLightOrDarkOnDesktopOrPhone(
            Browser browser, RunningSystem system) throws Exception {
        // Given
        String axe = new EmbeddedResourceAxeProvider().getScript();
        List<PageViews.PageView> views = PageViews.all(system, PageContent.labelledSamples(system));
        List<String> found = new ArrayList<>();

        // When
        for (PageViews.PageView view : views) {
            for (Browser.Screen screen : Browser.Screen.values()) {
                browser.look(screen, screen == Browser.Screen.PHONE);
                view.way().go(browser);
                found.addAll(obstacles(browser, axe, view.name() + " on " + screen));
                browser.look(screen, screen == Browser.Screen.DESKTOP);
                found.addAll(obstacles(browser, axe, view.name() + ", other colours"));
            }
        }

        // Then
        assertThat(found).isEmpty();
    }

    private static List<String> obstacles(Browser browser, String axe, String place)
            throws IOException {
        browser.run(axe);
        @SuppressWarnings("unchecked")
        List<Map<String, String>> found = (List<Map<String, String>>) browser.runLong(AXE);
        return found.stream()
                .filter(
                        obstacle ->
                                obstacle.get("impact").equals("serious")
                                        || obstacle.get("impact").equals("critical"))
                .map(obstacle -> place + ": " + obstacle.get("words"))
                .toList();
    }
}
