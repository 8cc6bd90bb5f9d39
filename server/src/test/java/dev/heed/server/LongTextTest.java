package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.tensor.Matrix;
import dev.heed.view.RowsView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Long texts: rows on demand, an overview, windows; in simple mode, in MiniLM, in a model of 8,192 positions. */
class LongTextTest extends AtThePage {
    private static final List<String> WORDS = List.of("the", "river", "bank", "grows", "money", "we", "sat", "by");

    /** Words with a full stop behind every ninth. */
    static String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(i -> WORDS.get(i * 7 % 8) + (i % 9 == 8 ? "." : ""))
                .collect(Collectors.joining(" "));
    }

    private static void enter(Chromium page, String text) {
        page.script("const field = document.getElementById('text'); field.value = arguments[0]", text);
        page.click(".ask .primary");
        page.find(".long");
        page.settle();
    }

    /** The numbers of the ranking, with the page's four digits. */
    private static List<String> ranking(Chromium page) {
        return page.texts(".ranking .weight");
    }

    private static List<String> largest(RowsView view) {
        float[] weights = view.rows().getFirst().weights();
        return IntStream.range(0, weights.length)
                .mapToObj(i -> Visit.printed(weights[i], 4))
                .toList();
    }

    @Test
    void simple_mode_reads_four_thousand_words_and_asks_for_one_row_at_a_time() {
        String text = text(4_000);
        visit.to();
        enter(page, text);
        assertThat(page.all(".long .word")).hasSize(4_000);
        assertThat(page.find(".long").getText()).startsWith("the by sat we money grows bank river the.");

        page.script("document.querySelector('.long').scrollTo(0, 1e6)");
        page.settle();
        page.click(".long [data-at='3990']");
        assertThat(page.find(".long [aria-pressed=true]").getAttribute("data-at"))
                .isEqualTo("3990");
        RowsView view = RowsView.simple(visit.encoder().simpleAttention(text), new int[] {3_990}, 24);
        assertThat(ranking(page)).isEqualTo(largest(view));
        assertThat(page.all(".overview .mark")).hasSize(16);
        assertThat(((Number) page.script("return document.querySelector('.long').scrollTop")).intValue())
                .as("the text stays where it was scrolled to")
                .isPositive();
        page.isAccessible();
        page.fits();
        page.isQuiet();
    }

    @Test
    void the_text_is_never_blank() {
        visit.to();
        enter(page, text(900));
        int[][] sizes = {{1280, 900}, {1280, 2000}, {360, 740}, {1920, 1080}};
        for (int[] size : sizes) {
            page.window(size[0], size[1], false);
            page.settle();
            for (double place : new double[] {0, 0.5, 1}) {
                page.script(
                        "const t = document.querySelector('.long'); t.scrollTo(0, arguments[0] * t.scrollHeight)",
                        place);
                page.settle();
                assertThat(page.inked(".long"))
                        .as("at %.1f of the text, %d × %d", place, size[0], size[1])
                        .isGreaterThan(0.02);
            }
        }
        page.window(1280, 900, false);
    }

    @Test
    void on_paper_all_of_the_text_stands() {
        visit.to();
        enter(page, text(900));
        page.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        page.settle();
        assertThat(page.script("""
                const text = document.querySelector('.long');
                return text.scrollHeight <= text.clientHeight + 1
                  && [...text.querySelectorAll('.word')].every(word => word.checkVisibility({ contentVisibilityAuto: true }))""")).isEqualTo(true);
        page.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }

    @Test
    void the_largest_weights_say_where_they_stand_and_lead_there() {
        String text = text(900);
        visit.to();
        enter(page, text);
        RowsView view = RowsView.simple(visit.encoder().simpleAttention(text), new int[] {0}, 24);
        int[] places = view.rows().getFirst().columns();
        assertThat(page.texts(".ranking .place"))
                .isEqualTo(IntStream.of(places).mapToObj(at -> "" + (at + 1)).toList());
        List<String> words = List.of(text.split("[ .]+"));
        assertThat(page.texts(".ranking .around strong"))
                .isEqualTo(IntStream.of(places).mapToObj(words::get).toList());
        assertThat(page.texts(".ranking .around"))
                .allSatisfy(around -> assertThat(text).contains(around.replaceAll("^… ?| ?…$", "")));

        int last = places.length - 1;
        page.all(".ranking button").get(last).click();
        page.settle();
        assertThat(page.script("""
                const word = document.activeElement, text = word.closest('.long');
                const { top, bottom } = word.getBoundingClientRect(), box = text.getBoundingClientRect();
                return top >= box.top && bottom <= box.bottom && top >= 0 && bottom <= innerHeight ? word.dataset.at : ''""")).as("the word has the focus and is in view").isEqualTo("" + places[last]);
        assertThat(page.find(".found").getText()).isEqualTo(words.get(places[last]));
        Layout.isSound(page);
    }

    @Test
    void a_middling_text_has_the_same_table_and_leads_to_the_words_below() {
        visit.to("text", text(60));
        page.all(".ranking button").get(5).click();
        page.settle();
        assertThat(page.script("return document.activeElement.closest('.to') && document.activeElement.dataset.at"))
                .isEqualTo("" + (Integer.parseInt(page.texts(".ranking .place").get(5)) - 1));
        page.isAccessible();
        Layout.isSound(page);
    }

    @Test
    void arrow_keys_walk_the_text_and_enter_asks() {
        visit.to();
        enter(page, text(600));
        page.script("document.querySelector('.long .word[tabindex=\"0\"]').focus()");
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_DOWN);
        page.press(Keys.ENTER);
        assertThat(page.find(".long [aria-pressed=true]").getAttribute("data-at"))
                .isEqualTo("11");
        page.click(".overview .mark");
        assertThat(page.script("return document.activeElement.closest('.long') !== null"))
                .isEqualTo(true);
    }

    @Test
    void minilm_reads_windows_and_says_so() {
        String text = text(700);
        visit.to("mode", "model");
        enter(page, text);
        int windows = visit.encoder().windows(text);
        assertThat(windows).isGreaterThan(2);
        assertThat(page.texts(".windows .number")).containsExactly("Window 1 of " + windows);
        assertThat(page.texts(".windows p").getFirst()).contains("256 tokens", "do not attend to each other");

        page.click(".windows button:last-child");
        assertThat(page.texts(".windows .number")).containsExactly("Window 2 of " + windows);
        RowsView view = RowsView.model(visit.encoder().attention(text, 1), null, null, new int[] {1}, 24);
        assertThat(ranking(page)).isEqualTo(largest(view));
        page.isAccessible();
    }

    @Test
    void a_model_of_8192_positions_reads_all_of_8000_tokens_at_once(@TempDir Path folder) throws Exception {
        Encoder encoder = Encoder.open(Models.find(RandomBert.into(folder).toString()));
        try (Visit wide = Visit.open(encoder)) {
            String text = text(7_100);
            int tokens = encoder.tokenize(text).tokenCount();
            assertThat(tokens).isBetween(7_800, 8_192);
            wide.to("mode", "model");
            enter(wide.browser(), text);
            assertThat(wide.browser().all(".windows")).isEmpty();
            assertThat(wide.browser().all(".long .word")).hasSize(tokens);

            wide.browser().script("document.querySelector('.long').scrollTo(0, 1e6)");
            wide.browser().settle();
            wide.browser().click(".long [data-at='" + (tokens - 3) + "']");
            var attention = encoder.attention(text);
            RowsView view = RowsView.model(attention, null, null, new int[] {tokens - 3}, 24);
            assertThat(ranking(wide.browser())).isEqualTo(largest(view));
            Matrix row = attention.last().meanWeights(tokens - 3, tokens - 2);
            assertThat(row.columns()).isEqualTo(tokens);

            wide.browser().click("nav a[href*='view=steps']");
            assertThat(wide.browser().texts(".keys, .step .quiet").toString()).contains("Shown: the 16");
            wide.browser().isQuiet();
        }
    }
}
