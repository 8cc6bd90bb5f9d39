package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.heed.Encoder;
import dev.heed.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in Debian's Chromium, on a real server with the real model. */
class BrowserTest {
    private static final String HOSTILE = "</script><script>document.title='pwned'</script> \"bank\" <b>&amp; ";

    private static Encoder encoder;
    private static HeedServer server;
    private static ChromeDriver browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        encoder = Encoder.open(Models.minilm());
        server = HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(encoder));
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                        .build(),
                options);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        server.close();
        encoder.close();
    }

    private static void open(String address) {
        browser.get("about:blank");
        browser.get(address);
        waitFor("main .view");
    }

    private static WebElement waitFor(String selector) {
        return new WebDriverWait(browser, Duration.ofSeconds(20))
                .until(driver ->
                        driver.findElements(By.cssSelector("main[aria-busy]")).isEmpty()
                                        && !driver.findElements(By.cssSelector(selector))
                                                .isEmpty()
                                ? driver.findElement(By.cssSelector(selector))
                                : null);
    }

    private static List<String> texts(String selector) {
        return browser.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void the_first_visit_shows_the_explainers_example_with_the_engines_numbers() {
        open(server.address());

        assertThat(texts(".to .share")).containsExactly("0.672", "0.104", "0.225");
        assertThat(texts(".formula").getFirst()).startsWith("bank").contains("0.672", "0.104", "0.225");
        assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();
    }

    @Test
    void steps_are_walked_with_the_keyboard_and_a_link_restores_one() {
        open(server.address() + "#view=steps&step=1");
        assertThat(texts("[data-product]")).containsExactly("1.789", "\u22120.080", "0.693");

        browser.findElement(By.tagName("body")).sendKeys(Keys.ARROW_RIGHT);
        waitFor("[data-weight]");
        assertThat(texts("[data-weight]")).containsExactly("0.672", "0.104", "0.225");
        assertThat(browser.getCurrentUrl()).contains("step=2");
        assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();
    }

    @Test
    void two_sentences_and_all_heads() {
        open(server.address() + "#view=context");
        assertThat(texts(".curve .end")).containsExactly("0.77");
        assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();

        open(server.address() + "#view=heads");
        assertThat(browser.findElements(By.className("thumb"))).hasSize(72);
        assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();
    }

    @Test
    void a_mailed_file_opens_from_disk_and_text_stays_text() throws Exception {
        Path file = folder.resolve("bank.html");
        Files.writeString(file, MailedPage.compare(encoder, "bank", List.of(HOSTILE, "We sat by the river bank.")));

        open(file.toUri().toString());

        assertThat(browser.getTitle()).isEqualTo("bank in context \u2013 Heed");
        assertThat(texts(".sentence").getFirst()).contains("script", "title");
        assertThat(browser.findElements(By.cssSelector(".sentence b, .sentence script")))
                .isEmpty();
    }
}
