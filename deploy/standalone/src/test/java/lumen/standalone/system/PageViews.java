package lumen.standalone.system;

import java.io.IOException;
import java.util.List;

/** Every view of the page with something in it. */
final class PageViews {
    /** How to come to a view. */
    @FunctionalInterface
    interface Way {
        void go(Browser browser);
    }

    /**
     * A view.
     *
     * @param name what its picture is called
     */
    record PageView(String name, Way way) {}

    private PageViews() {}

    /**
     * All views, in the order in which a newcomer meets them.
     *
     * @param dataset labelled files, relative to the data root
     */
    static List<PageView> all(RunningSystem system, String dataset)
            throws IOException, InterruptedException {
        String left = PageContent.testJob(system, RunningSystem.BUNDLED, dataset);
        String right = PageContent.testJob(system, PageContent.tunedModel(system, left), dataset);
        String failed = PageContent.jobWithFailure(system);
        return List.of(
                new PageView("start", browser -> at(browser, "#/recognise", ".samples .chip")),
                new PageView("result", PageViews::result),
                new PageView("jobs", browser -> at(browser, "#/jobs", ".job-table")),
                new PageView("test", browser -> at(browser, "#/jobs/" + left, ".figure-row")),
                new PageView("test-roc", browser -> plot(browser, left, "ROC", "path.curve")),
                new PageView(
                        "test-confusion", browser -> plot(browser, left, "Confusion", ".cell")),
                new PageView("test-scores", browser -> plot(browser, left, "Scores", ".bin")),
                new PageView(
                        "test-worst",
                        browser ->
                                at(browser, "#/jobs/" + left + "?tab=worst", ".mel[data-drawn]")),
                new PageView(
                        "failure",
                        browser -> at(browser, "#/jobs/" + failed + "?tab=failures", ".notice")),
                new PageView("models", browser -> at(browser, "#/models", ".model-card .facts")),
                new PageView(
                        "model",
                        browser -> at(browser, "#/models/" + RunningSystem.BUNDLED, ".prose")),
                new PageView(
                        "comparison",
                        browser ->
                                at(
                                        browser,
                                        "#/models?left=" + left + "&right=" + right,
                                        ".comparison-cards")),
                new PageView("training", browser -> at(browser, "#/training", "main h1")));
    }

    private static void at(Browser browser, String place, String thing) {
        browser.go(place);
        browser.find(thing);
    }

    private static void plot(Browser browser, String job, String name, String thing) {
        at(browser, "#/jobs/" + job, ".figure-row");
        browser.click(".segments button", name);
        browser.find(thing);
    }

    private static void result(Browser browser) {
        at(browser, "#/recognise", ".samples .chip");
        for (String sample : List.of("Violin + cello", "Flute", "Human voice")) {
            browser.click(".samples .chip", sample);
        }
        browser.words(".clips-words", "3 files"::equals);
        browser.click(".row", "16-vio+cel");
        browser.find(".mel[data-drawn]");
    }
}
