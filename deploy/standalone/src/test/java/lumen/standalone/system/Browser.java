package lumen.standalone.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Debian's Chromium without a window, looking at lumen's page. Everything that is looked for is
 * waited for.
 */
final class Browser implements AutoCloseable {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(Browser.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** On what the page is looked at. */
    enum Screen {
        DESKTOP(1360, 900, 1, false),
        PHONE(390, 844, 1, true);

        private final int width;
        private final int height;
        private final double scale;
        private final boolean mobile;

        Screen(int width, int height, double scale, boolean mobile) {
            this.width = width;
            this.height = height;
            this.scale = scale;
            this.mobile = mobile;
        }
    }

    private final ChromeDriver driver;
    private final String page;

    private Browser(ChromeDriver driver, String page) {
        this.driver = driver;
        this.page = page;
    }

    /**
     * Opens a browser. Where none is installed the test is passed over, except on a build server.
     */
    static Browser open(RunningSystem system) {
        Optional<Path> chromium = program("chromium");
        Optional<Path> chromedriver = program("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            String words = "the page is tested with: apt-get install chromium chromium-driver";
            if (System.getenv("CI") != null) {
                throw new IllegalStateException(words);
            }
            Assumptions.abort(words);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toString());
        options.addArguments(
                "--headless=new",
                // The sandbox does not start for root, which a build server may be.
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--lang=en",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.WARNING);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        Browser browser =
                new Browser(new ChromeDriver(service, options), system.address().toString());
        browser.look(Screen.DESKTOP, false);
        return browser;
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Looks at the page on another screen, in light or dark surroundings. */
    void look(Screen screen, boolean dark) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width", screen.width,
                        "height", screen.height,
                        "deviceScaleFactor", screen.scale,
                        "mobile", screen.mobile));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }

    private Map<String, Object> command(String name, Map<String, Object> values) {
        return driver.executeCdpCommand(name, values);
    }

    /** Opens a place of the page anew, such as {@code #/jobs}. */
    void go(String place) {
        driver.get("about:blank");
        driver.get(page + place);
    }

    /** The element once it is there and can be seen. */
    WebElement find(String selector) {
        return await(
                selector,
                _ ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .filter(WebElement::isDisplayed)
                                .findFirst()
                                .orElse(null));
    }

    /** The element with these words, once it is there. */
    WebElement find(String selector, String words) {
        return await(
                selector + " with " + words,
                _ ->
                        driver.findElements(By.cssSelector(selector)).stream()
                                .filter(element -> element.getText().contains(words))
                                .findFirst()
                                .orElse(null));
    }

    /** Clicks on the element with these words. */
    void click(String selector, String words) {
        await(
                "click on " + selector,
                _ -> {
                    // Looked for anew when the page drew it again in between.
                    WebElement element = find(selector, words);
                    // Into the middle, away from whatever sticks to an edge.
                    run("arguments[0].scrollIntoView({block: 'center'})", element);
                    element.click();
                    return element;
                });
    }

    /** Waits until the element's words fulfil a condition, and gives them back. */
    String words(String selector, Function<String, Boolean> condition) {
        return await(
                "words of " + selector,
                _ -> {
                    String words = find(selector).getText();
                    return condition.apply(words) ? words : null;
                });
    }

    /** How many elements there are now. */
    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    private <T> T await(String what, Function<ChromeDriver, T> search) {
        return new WebDriverWait(driver, PATIENCE)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(
                        () ->
                                what
                                        + " on a page with "
                                        + driver.findElement(By.tagName("main")).getText())
                .until(_ -> search.apply(driver));
    }

    /** Gives files to the page. */
    void upload(Path... files) {
        driver.findElement(By.cssSelector(".intake input[type=file]:not([webkitdirectory])"))
                .sendKeys(String.join("\n", Stream.of(files).map(Path::toString).toList()));
    }

    /** Presses keys on an element. */
    void press(WebElement element, CharSequence... keys) {
        run("arguments[0].focus()", element);
        element.sendKeys(keys);
    }

    /** Presses keys wherever the focus is. */
    void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** The element that has the focus. */
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Runs a script and gives back what it returns. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs a script that calls its last argument with the result. */
    Object runLong(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return driver.executeAsyncScript(script, arguments);
    }

    /** What the browser complained of since the last call, such as what the page may not load. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Saves a picture of the whole page. */
    void picture(Path file) throws IOException {
        run("document.activeElement.blur(); scrollTo(0, 0)");
        command("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        Map<String, Object> answer =
                command(
                        "Page.captureScreenshot",
                        Map.of("format", "png", "captureBeyondViewport", true));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }

    /** Gives tests the one browser, beside the one system. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Browser.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            RunningSystem system = RunningSystem.Provider.shared(context);
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .computeIfAbsent(Browser.class, _ -> open(system), Browser.class);
        }
    }
}
