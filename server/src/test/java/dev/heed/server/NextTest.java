package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Candidate;
import dev.heed.NextWord;
import dev.heed.Prompt;
import dev.heed.generation.Attribution;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What a language model expects: the page's bars, reasons, layers and triangle are the engine's, and they add up. */
class NextTest extends AtThePage {
    private static final String STORY = "Lily went to the";

    private static Prompt prompt(String text) {
        return visit.language().prompt(text);
    }

    private static List<String> numbers() {
        return page.texts(".words-next .number");
    }

    @Test
    void the_likeliest_words_are_the_engines_and_a_temperature_reshapes_them() {
        visit.to("view", "next", "story", STORY);
        NextWord next = visit.language().next(prompt(STORY), 10);
        assertThat(numbers())
                .isEqualTo(next.candidates().stream()
                        .map(each -> Visit.printed(each.probability()))
                        .toList());
        assertThat(page.all(".words-next .bar-row"))
                .extracting(row -> row.getAttribute("data-id"))
                .isEqualTo(
                        next.candidates().stream().map(each -> "" + each.id()).toList());

        page.find("#temperature").sendKeys(Keys.ARROW_LEFT);
        page.wait(() -> page.find(".heat output").getText().equals("0.95"));
        int[] ids = next.candidates().stream().mapToInt(Candidate::id).toArray();
        List<String> shaped = Visit.printedAll(visit.language().probabilities(prompt(STORY), ids, 0.95));
        page.wait(() -> numbers().equals(shaped));
        assertThat(page.driver().getCurrentUrl()).contains("temperature=95");
        page.isQuiet();
    }

    @Test
    void a_word_that_is_clicked_is_taken_apart_into_parts_that_add_up() {
        visit.to("view", "next", "story", STORY);
        page.click(".words-next .bar-row:nth-child(3)");
        Candidate picked = visit.language().next(prompt(STORY), 10).candidates().get(2);
        assertThat(page.driver().getCurrentUrl()).contains("pick=" + picked.id());
        Attribution why = visit.language().why(prompt(STORY), picked.id(), -1);
        assertThat(page.find(".total").getText()).isEqualTo(Visit.printed(why.logit()));
        assertThat(shares(1)).isCloseTo(why.logit(), within(1e-3));
        double attention = why.parts().stream()
                .filter(part -> part.kind() == Attribution.Kind.ATTENTION)
                .mapToDouble(Attribution.Part::share)
                .sum();
        assertThat(shares(2)).as("by place").isCloseTo(attention, within(1e-3));

        new org.openqa.selenium.support.ui.Select(page.find("#against")).selectByIndex(1);
        page.settle();
        int first =
                visit.language().next(prompt(STORY), 1).candidates().getFirst().id();
        assertThat(page.find(".total").getText())
                .isEqualTo(Visit.printed(
                        visit.language().why(prompt(STORY), picked.id(), first).logit()));
        page.isAccessible();
        page.isQuiet();
    }

    /** The sum of what a table of parts holds. */
    private static double shares(int table) {
        return ((Number) page.script(
                        "return [...document.querySelectorAll('.parts')][arguments[0] - 1].querySelectorAll('[data-share]').values().reduce((sum, cell) => sum + Number(cell.dataset.share), 0)",
                        table))
                .doubleValue();
    }

    @Test
    void each_layer_says_what_it_would() {
        visit.to("view", "next", "story", STORY);
        NextWord next = visit.language().next(prompt(STORY), 10);
        assertThat(page.texts(".lens tbody th")).hasSize(next.layers().size());
        assertThat(page.texts(".lens tbody td:nth-child(2) .share-of"))
                .isEqualTo(next.layers().stream()
                        .map(layer ->
                                Visit.printed(layer.candidates().getFirst().probability(), 2))
                        .toList());
    }

    @Test
    void the_story_is_written_word_by_word_and_the_triangle_grows_and_back_takes_a_word_away() {
        visit.to("view", "next", "story", STORY);
        int tokens = prompt(STORY).tokens().size();
        assertThat(page.all(".triangle tbody tr")).hasSize(tokens);
        List<float[]> rows = visit.language().attention(prompt(STORY), 24);
        for (int row = 0; row < tokens; row++) {
            assertThat(rows.get(row)).hasSize(row + 1);
            double sum = 0;
            for (float weight : rows.get(row)) {
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
        assertThat(page.texts(".triangle tbody tr:last-child td").getLast())
                .isEqualTo(Visit.printed(rows.getLast()[tokens - 1], 2));

        page.script("document.getElementById('write-word').focus()");
        page.press(Keys.ENTER);
        page.press(Keys.ENTER);
        assertThat(page.focused()).isEqualTo("write-word");
        assertThat(page.all(".triangle tbody tr")).hasSize(tokens + 2);
        String story = page.find("#story").getAttribute("value");
        assertThat(story).startsWith(STORY).hasSizeGreaterThan(STORY.length());
        page.driver().navigate().back();
        page.wait(() -> page.all(".triangle tbody tr").size() == tokens + 1);
        page.isQuiet();
    }

    @Test
    void rows_of_the_triangle_do_not_hang_on_what_comes_after() {
        List<float[]> whole = visit.language().attention(prompt(STORY + " park with her mom"), 64);
        List<float[]> beginning = visit.language().attention(prompt(STORY), 64);
        assertThat(beginning).hasSize(prompt(STORY).tokens().size());
        for (int row = 0; row < beginning.size(); row++) {
            assertThat(whole.get(row)).isEqualTo(beginning.get(row));
        }
    }
}
