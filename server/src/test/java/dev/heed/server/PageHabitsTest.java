package dev.heed.server;

import static dev.heed.server.Visit.MONEY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.view.BeyondView;
import dev.heed.view.RowsView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** What a visitor may rely on from view to view: keys, Back, the focus, windows of long texts, files, lines in order. */
class PageHabitsTest extends AtThePage {
    private static final String LONG = LongTextTest.text(700);

    @TempDir
    private Path folder;

    @Test
    void the_right_arrow_walks_the_steps_after_model_was_chosen() {
        visit.to("view", "steps", "text", MONEY);
        page.click("label:has(#mode-model)");
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.find("#mode-model").isSelected()).isTrue();
        assertThat(page.find("#step-title").getText()).startsWith("3 / 7");
    }

    @Test
    void back_takes_the_field_with_it_and_what_is_being_typed_stays() {
        visit.to();
        page.find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), "money grows", Keys.ENTER);
        page.settle();
        page.driver().navigate().back();
        page.wait(() -> page.all("heed-links .to .word").size() == 3);
        assertThat(page.find("#text").getAttribute("value")).isEqualTo("bank grows money");

        page.find("#text").sendKeys(" and");
        page.click("label:has(#mode-model)");
        page.find("#text").sendKeys(" more");
        assertThat(page.find("#text").getAttribute("value")).isEqualTo("bank grows money and more");
    }

    @Test
    void heads_and_beyond_say_which_window_they_show_and_lead_to_the_others() {
        int windows = visit.encoder().windows(LONG);
        visit.to("view", "heads", "text", LONG, "mode", "model");
        assertThat(page.texts(".windows .number")).containsExactly("Window 1 of " + windows);
        page.click(".windows button:last-child");
        assertThat(page.texts(".windows .number")).containsExactly("Window 2 of " + windows);
        assertThat(page.all(".thumb")).hasSize(72);

        visit.to("view", "beyond", "text", LONG, "window", 1, "layer", 2);
        assertThat(page.texts(".windows .number")).containsExactly("Window 2 of " + windows);
        BeyondView view = BeyondView.of(visit.encoder(), LONG, 1, 2, 1);
        assertThat(view.leftOut()).isNull();
        assertThat(page.texts(".looks-table tbody tr > :nth-child(2)"))
                .startsWith(Visit.printed(view.weights()[0]), Visit.printed(view.weights()[1]));
        assertThat(page.texts(".looks-table tbody tr > :nth-child(3)").get(1))
                .isEqualTo(Visit.printed(view.rollout()[1]));
        page.isAccessible();
    }

    @Test
    void a_short_text_of_many_tokens_is_read_by_windows_too() {
        String text = "☂ 東京 ".repeat(170).strip();
        assertThat(text.length()).isLessThan(1_200);
        int windows = visit.encoder().windows(text);
        assertThat(windows).isGreaterThan(1);
        visit.to("text", text, "mode", "model", "window", 1, "layer", 3);
        assertThat(page.texts(".windows .number")).containsExactly("Window 2 of " + windows);
        RowsView rows = RowsView.model(visit.encoder().attention(text, 1), 3, null, new int[] {1}, 24);
        assertThat(page.texts(".ranking .weight").getFirst())
                .isEqualTo(Visit.printed(rows.rows().getFirst().weights()[0], 4));
        page.isQuiet();
    }

    @Test
    void after_enter_on_a_head_the_focus_is_in_the_new_view() {
        visit.to("view", "heads", "text", MONEY);
        page.script("document.querySelector('.thumb').focus()");
        page.press(Keys.ENTER);
        page.find("heed-links");
        assertThat(page.focused()).isEqualTo("main");
        page.press(Keys.TAB);
        assertThat(page.script("return document.activeElement.closest('main') !== null"))
                .isEqualTo(true);
    }

    @Test
    void no_picture_of_another_question_stays_under_an_error() {
        visit.to("text", MONEY, "mode", "model");
        page.driver().get(visit.server().address() + "#text=money+grows&mode=model&layer=9");
        page.find(".trouble .error");
        assertThat(page.all("main .view")).isEmpty();
        page.driver().manage().logs().get(org.openqa.selenium.logging.LogType.BROWSER); // the refusal's own line
    }

    @Test
    @SuppressWarnings("unchecked")
    void no_two_senses_share_a_marker() {
        visit.to("view", "senses");
        List<String> marks = (List<String>) page.driver().executeAsyncScript("""
                const done = arguments[0];
                import('/marks.js').then(({ shape, colourOf }) => done(Array.from({ length: 40 }, (_, i) =>
                  shape({ id: i + 1 }).outerHTML + (i < 16 ? '' : colourOf({ id: i + 1 })))))""");
        assertThat(new HashSet<>(marks)).hasSize(40);
    }

    @Test
    void a_packed_file_is_unpacked_and_a_binary_one_refused() throws Exception {
        Path packed = folder.resolve("mill.txt.gz");
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("A spring day.\nThe coil spring broke.\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(packed, bytes.toByteArray());
        visit.to("view", "concordance", "focus", "spring", "query", "The watch has a spring.");
        page.click(".corpus summary");
        page.find("#corpus-file").sendKeys(packed.toString());
        page.wait(() -> page.find(".corpus summary").getText().contains("mill.txt.gz, 2 lines"));
        page.click(".asking-meaning .primary");
        page.wait(() -> page.all(".kwic tbody tr").size() == 2);

        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9);
        page.find("#corpus-file")
                .sendKeys(Files.write(folder.resolve("cut.gz"), cut).toString());
        page.wait(() -> page.find(".said-of-file").getText().startsWith("cut.gz: expected one whole gzip stream"));
        page.find("#corpus-file")
                .sendKeys(Files.write(folder.resolve("b.bin"), new byte[] {65, 0, 66})
                        .toString());
        page.wait(() ->
                page.find(".said-of-file").getText().startsWith("b.bin: expected UTF-8 text, found a byte 0 at 1"));
        assertThat(page.find(".corpus summary").getText())
                .as("the text read before stays")
                .contains("mill.txt.gz");
    }

    @Test
    void what_comes_first_in_a_line_from_the_right_stands_to_the_right_of_its_word() throws Exception {
        Path text = Files.writeString(
                folder.resolve("hebrew.txt"),
                "\u05d0\u05d1 \u05db\u05dc\u05d1 \u05d2\u05d3\nab \u05db\u05dc\u05d1 cd\n");
        visit.to("view", "concordance", "focus", "\u05db\u05dc\u05d1", "query", "\u05db\u05dc\u05d1");
        page.click(".corpus summary");
        page.find("#corpus-file").sendKeys(text.toString());
        page.wait(() -> page.find(".corpus summary").getText().contains("hebrew.txt"));
        page.click(".asking-meaning .primary");
        page.wait(() -> page.all(".kwic tbody tr").size() == 2);
        for (int width : new int[] {360, 1280}) {
            page.window(width, 900, false);
            assertThat(leftEdge("1", ".before")).as("at %d", width).isGreaterThan(leftEdge("1", ".word-itself"));
            assertThat(leftEdge("1", ".after")).isLessThan(leftEdge("1", ".word-itself"));
            assertThat(leftEdge("2", ".before")).isLessThan(leftEdge("2", ".word-itself"));
            assertThat(page.texts(".kwic [data-line='1'] .before")).containsExactly("\u05d0\u05d1");
            Layout.isSound(page);
        }
        page.window(1280, 900, false);
        assertThat(page.texts(".kwic thead th")).endsWith("left", "word", "right");
        page.driver().manage().logs().get(org.openqa.selenium.logging.LogType.BROWSER); // the word is in no line before
        page.isAccessible();
    }

    /** Where the letters of a cell begin across. */
    private static double leftEdge(String line, String cell) {
        return ((Number) page.script(
                        "return document.querySelector(`.kwic [data-line='${arguments[0]}'] ${arguments[1]} bdi`).getBoundingClientRect().left",
                        line,
                        cell))
                .doubleValue();
    }

    @Test
    void lines_are_ordered_by_their_neighbours() {
        visit.to("view", "concordance");
        new Select(page.find("#order")).selectByValue("right");
        page.settle();
        List<String> right = page.texts(".kwic tbody .after").stream()
                .map(after -> after.replaceAll("^[^\\p{L}]+|[^\\p{L}].*$", "").toLowerCase(java.util.Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        assertThat(right).hasSizeGreaterThan(20).isSorted();
        new Select(page.find("#order")).selectByValue("left");
        page.settle();
        assertThat(page.driver().getCurrentUrl()).contains("order=left");
        List<String> left = page.texts(".kwic tbody .before").stream()
                .map(before -> before.strip().replaceAll("^.*[^\\p{L}]", "").toLowerCase(java.util.Locale.ROOT))
                .toList();
        assertThat(left).hasSizeGreaterThan(20).isSorted();
        page.isAccessible();
    }
}
