package dev.heed.view.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Mark;
import dev.heed.view.draw.Svg;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Chromium puts every text where the layout has it. */
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final double PIXEL = 1;
    // the cells of the letters; getBBox, which encloses them in whole pixels, is up to 1.7 wider for any text
    private static final String BOXES = """
            return [...document.querySelectorAll('text')].map(text => {
                let left = Infinity, right = -Infinity;
                for (let i = 0; i < text.getNumberOfChars(); i++) {
                    const cell = text.getExtentOfChar(i);
                    left = Math.min(left, cell.x);
                    right = Math.max(right, cell.x + cell.width);
                }
                return [left, right - left];
            });
            """;

    @TempDir
    private Path folder;

    @Test
    void texts_have_the_boxes_of_the_layout() throws Exception {
        assertThat(CHROMIUM)
                .as("Chromium, driven by the tests; apt-get install chromium chromium-driver")
                .isExecutable();
        assertThat(DRIVER)
                .as("Chromium's driver; apt-get install chromium-driver")
                .isExecutable();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        ChromeDriver browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        try (Encoder encoder = Encoder.open(Models.minilm())) {
            for (Drawing drawing : new Samples(encoder).all()) {
                hasTheBoxes(browser, drawing);
            }
        } finally {
            browser.quit();
        }
    }

    private void hasTheBoxes(ChromeDriver browser, Drawing drawing) throws Exception {
        Path page = folder.resolve("picture.svg");
        Files.writeString(page, Svg.of(drawing));
        browser.get(page.toUri().toString());
        List<?> boxes = (List<?>) browser.executeScript(BOXES);
        List<Mark.Label> labels = drawing.labels();
        assertThat(boxes).hasSize(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            Mark.Label label = labels.get(i);
            List<?> box = (List<?>) boxes.get(i);
            String name = drawing.title() + ": " + label.text().text();
            assertThat(((Number) box.get(0)).doubleValue()).as(name).isCloseTo(label.x(), within(PIXEL));
            assertThat(((Number) box.get(1)).doubleValue())
                    .as(name)
                    .isCloseTo(label.text().width(), within(PIXEL));
        }
    }
}
