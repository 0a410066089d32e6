package io.github.taxistream.ledger.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window, with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 900;

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether this machine has Chromium and the driver that belongs to it. */
    static boolean isInstalled() {
        return program("chromium").isPresent() && program("chromedriver").isPresent();
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one.
     *
     * @param scratch for its profile and for what it downloads
     */
    static Browser start(Path scratch) throws Exception {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium").orElseThrow().toString());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // Only this machine can be reached, whatever the page may try.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--window-size=" + WIDTH + "," + HEIGHT,
                "--user-data-dir=" + Files.createDirectories(scratch.resolve("profile")));
        options.setExperimentalOption(
                "prefs", Map.of("download.default_directory", scratch.toString()));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("performance", Level.ALL);
        logs.enable("browser", Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // Named, so that Selenium does not go and look for one.
        ChromeDriverService service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver").orElseThrow().toFile())
                        .usingAnyFreePort()
                        .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** Opens a page, and waits until it has drawn itself. */
    void open(String url) {
        driver.get(url);
        await("return document.documentElement.dataset.ready === 'yes' && Boolean(page.sums)");
        settle();
    }

    /** Waits until a script returns true. */
    void await(String script) {
        Awaitility.await(script)
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(BETWEEN_LOOKS)
                .until(() -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    /** Waits until all that was asked for has been drawn. */
    void settle() {
        await("return typeof page === 'undefined' || (!page.frame && !page.slow)");
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** The text of an element, as a person reads it. */
    String text(String css) {
        return find(css).getText();
    }

    void click(String css) {
        WebElement element = find(css);
        run("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
        settle();
    }

    /** Presses keys, one after the other, at an element. */
    void press(String css, CharSequence... keys) {
        find(css).sendKeys(keys);
        settle();
    }

    /** Drags from one place of an element to another, both as a share of its width. */
    void drag(String css, double from, double to) {
        WebElement element = find(css);
        run("arguments[0].scrollIntoView({block: 'center'})", element);
        int width = element.getRect().getWidth();
        int begin = (int) Math.round((from - 0.5) * width);
        int end = (int) Math.round((to - 0.5) * width);
        new org.openqa.selenium.interactions.Actions(driver)
                .moveToElement(element, begin, 0)
                .clickAndHold()
                .moveToElement(element, (begin + end) / 2, 0)
                .moveToElement(element, end, 0)
                .release()
                .perform();
        settle();
    }

    /** What was written to the browser's console since the last call. */
    List<String> console() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(LogEntry::getMessage)
                .collect(Collectors.toList());
    }

    /** The network's events since the last call, as JSON. */
    List<String> network() {
        return driver.manage().logs().get("performance").getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Network.requestWillBeSent\""))
                .collect(Collectors.toList());
    }

    /** Shows the page as it is on another screen. */
    void screen(int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
        await("return window.innerWidth === " + width);
        settle();
    }

    /** Keeps a picture of the whole page. */
    void picture(Path png, int width) throws Exception {
        long height = (Long) run("return document.documentElement.scrollHeight");
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        settle();
        Files.createDirectories(png.getParent());
        Files.move(
                driver.getScreenshotAs(OutputType.FILE).toPath(),
                png,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
