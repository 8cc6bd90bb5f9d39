package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium with the page in it: what a visitor does and sees. Where it is missing, opening it fails. */
final class Chromium implements AutoCloseable {
    private static final File PROGRAM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30); // machines that build meanwhile are slow

    private final ChromeDriver driver;
    private boolean dark;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    static Chromium open() {
        if (!PROGRAM.canExecute() || !DRIVER.canExecute()) {
            throw new IllegalStateException(
                    "expected " + PROGRAM + " and " + DRIVER + "; apt-get install chromium chromium-driver");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(PROGRAM);
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900");
        return new Chromium(new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens an address anew and waits until its view is there. */
    void visit(String address) {
        driver.get("about:blank");
        driver.get(address);
        settle();
        find("main .view");
    }

    /** Waits until what was asked for has been answered and drawn. */
    void settle() {
        script("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        wait(() -> (Boolean) script("return !document.querySelector('main[aria-busy]')"));
    }

    void wait(java.util.function.BooleanSupplier fulfilled) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(_ -> fulfilled.getAsBoolean());
    }

    WebElement find(String selector) {
        return new WebDriverWait(driver, PATIENCE).until(d -> d.findElement(By.cssSelector(selector)));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** The texts of all elements, as they are seen. */
    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    void click(String selector) {
        find(selector).click();
        settle();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        settle();
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** How the element that has the focus is called. */
    String focused() {
        return (String)
                script("const e = document.activeElement; return e.getAttribute('aria-label') || e.id || e.innerText");
    }

    /** A window of a size, light or dark. */
    void window(int width, int height, boolean darkness) {
        dark = darkness;
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /**
     * The whole page as a PNG, up to 4,000 pixels high. The window is made as high as the page, which may make the page
     * higher; a capture beyond the window would leave out what is drawn only where it is seen.
     */
    byte[] picture() {
        int width = ((Number) script("return innerWidth")).intValue();
        int height = 0;
        for (int high = height(); high != height; high = height()) {
            height = high;
            window(width, height, dark);
            settle();
        }
        return Base64.getDecoder().decode((String)
                driver.executeCdpCommand("Page.captureScreenshot", Map.of()).get("data"));
    }

    private int height() {
        return Math.min(4000, ((Number) script("return document.documentElement.scrollHeight")).intValue());
    }

    /** The share of dark pixels in what is seen of an element on light ground: 0 where it is blank. */
    double inked(String selector) {
        BufferedImage seen;
        try {
            seen = ImageIO.read(new ByteArrayInputStream(find(selector).getScreenshotAs(OutputType.BYTES)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        long dark = IntStream.range(0, seen.getWidth() * seen.getHeight())
                .map(i -> seen.getRGB(i % seen.getWidth(), i / seen.getWidth()))
                .filter(rgb -> (rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255) < 3 * 128)
                .count();
        return dark / (double) (seen.getWidth() * seen.getHeight());
    }

    /** No rule of accessibility is broken. */
    void isAccessible() {
        assertThat(new AxeBuilder().analyze(driver).getViolations())
                .extracting(Rule::getId, rule -> rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    /** Nothing was complained of in the console since the last look. */
    void isQuiet() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    /** Nothing is wider than the window. */
    void fits() {
        assertThat(((Number) script("return document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("sideways overflow at %s", driver.getCurrentUrl())
                .isLessThanOrEqualTo(0);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
