package dev.heed.server;

import static dev.heed.server.Visit.MONEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.RowsView;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A text's attention as one file to mail: any text that the page shows, small, with the engine's numbers. */
class MailedTextTest extends AtThePage {
    private static final int MEGABYTE = 1_000_000;
    private static final String SENTENCE = "The old clerk of the unbelievably small bank by the river, who had never"
            + " lent money to anyone before, smiled and opened the heavy door.";

    @TempDir
    private Path folder;

    private static AttentionQuestion asked(String text, Integer layer, Integer head, String word) {
        return new AttentionQuestion(text, layer, head, word, 1, false);
    }

    private int open(AttentionQuestion question, boolean simple) throws Exception {
        byte[] html = MailedPage.attend(visit.encoder(), question, simple).getBytes(StandardCharsets.UTF_8);
        page.visit(Files.write(folder.resolve("mailed.html"), html).toUri().toString());
        return html.length;
    }

    private static List<String> printed(float[] values, int digits) {
        List<String> all = new ArrayList<>();
        for (float value : values) {
            all.add(Visit.printed(value, digits));
        }
        return all;
    }

    @Test
    void a_sentence_is_under_a_megabyte_with_all_its_layers_and_heads() throws Exception {
        assertThat(open(asked(MONEY, null, null, null), false)).isLessThan(MEGABYTE);
        assertThat(page.texts("heed-links .to .share")).isEqualTo(row(MONEY, 6, 0, 1));
        for (int[] where : new int[][] {{2, 8}, {6, 12}, {1, 0}}) {
            page.script("location.hash = arguments[0]", hash() + "&layer=" + where[0] + "&head=" + where[1]);
            page.settle();
            assertThat(page.texts("heed-links .to .share")).isEqualTo(row(MONEY, where[0], where[1], 1));
        }
        page.script("location.hash = arguments[0]", hash() + "&view=beyond");
        page.find(".looks");
        assertThat(page.all(".looks h3")).hasSize(5);
        page.isQuiet();
    }

    private static String hash() {
        return ((String) page.script("return location.hash")).replaceAll("&(layer|head)=\\d+", "");
    }

    private static List<String> row(String text, int layer, int head, int word) {
        var inside = visit.encoder().attention(text).layer(layer);
        return printed(
                inside.wordWeights(
                                head == 0
                                        ? inside.meanWeights()
                                        : inside.head(head).weights())
                        .row(word),
                3);
    }

    @Test
    void a_long_sentence_too_and_its_steps_are_the_engines() throws Exception {
        assertThat(open(asked(SENTENCE, 4, 3, "money"), false)).isLessThan(MEGABYTE);
        List<Word> words = visit.encoder().tokenize(SENTENCE).words();
        int token = words.stream()
                .filter(word -> "money".equals(word.text()))
                .findFirst()
                .orElseThrow()
                .tokens()
                .getFirst();
        AttentionTrace trace =
                visit.encoder().attention(SENTENCE).layer(4).head(3).trace(token);
        page.script("location.hash += '&step=4'");
        page.settle();
        String weight = Visit.printed(trace.weights()[at(trace)]);
        List<String> rows = page.texts(".vector-row");
        assertThat(rows)
                .anySatisfy(row -> assertThat(row.replace('\n', ' '))
                        .contains(weight)
                        .contains(String.join(
                                " ",
                                printed(trace.weightedValues().row(at(trace)), 3)
                                        .subList(0, 4))));
        page.isQuiet();
    }

    private static int at(AttentionTrace trace) {
        int heaviest = 0;
        for (int i = 0; i < trace.weights().length; i++) {
            heaviest = trace.weights()[i] > trace.weights()[heaviest] ? i : heaviest;
        }
        return heaviest;
    }

    @Test
    void four_thousand_words_are_under_five_megabytes_and_every_word_has_its_row() throws Exception {
        String text = LongTextTest.text(4_000);
        assertThat(open(asked(text, null, null, null), true)).isLessThan(5 * MEGABYTE);
        assertThat(page.all(".long .word")).hasSize(4_000);
        page.script("document.querySelector(`.long [data-at='3990']`).click()");
        page.settle();
        RowsView simple = RowsView.simple(visit.encoder().simpleAttention(text), new int[] {3_990}, 24);
        assertThat(page.texts(".ranking .weight"))
                .isEqualTo(printed(simple.rows().getFirst().weights(), 4));

        page.click("label:has(#mode-model)");
        page.click(".windows button:last-child");
        page.script("document.querySelector(`.long [data-at='100']`).click()");
        page.settle();
        RowsView model = RowsView.model(visit.encoder().attention(text, 1), null, null, new int[] {100}, 24);
        assertThat(page.texts(".ranking .weight"))
                .isEqualTo(printed(model.rows().getFirst().weights(), 4));
        page.isQuiet();
    }

    @Test
    void what_a_file_does_not_hold_is_said() throws Exception {
        open(asked(LongTextTest.text(400), null, null, null), false);
        page.script("location.hash += '&layer=3'");
        page.find(".trouble .error");
        assertThat(page.texts(".trouble p"))
                .containsExactly("This file does not hold that view. heed serve shows every one.");
        assertThat(page.all("main .view")).isEmpty();
    }

    @Test
    void a_text_that_the_page_does_not_take_is_refused_with_its_size() {
        AttentionQuestion question = asked("word ".repeat(40_001), null, null, null);
        assertThatThrownBy(() -> MailedPage.attend(visit.encoder(), question, true))
                .hasMessageStartingWith("text: expected at most 200000 characters for a page to mail");
    }
}
