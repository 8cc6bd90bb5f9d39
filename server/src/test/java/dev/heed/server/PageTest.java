package dev.heed.server;

import static dev.heed.server.Visit.BANK;
import static dev.heed.server.Visit.MONEY;
import static dev.heed.server.Visit.printed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tensor.Matrix;
import dev.heed.view.ComparisonView;
import dev.heed.view.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/** What a visitor does: looks, changes what is looked at, follows a link, goes back. */
class PageTest extends AtThePage {
    /** The weights of the row that is looked at, as they stand under the words. */
    private static List<String> shares() {
        return page.texts("heed-links .to .share");
    }

    private static List<String> row(Matrix weights, int row) {
        List<String> printed = new ArrayList<>();
        for (float weight : weights.row(row)) {
            printed.add(printed(weight));
        }
        return printed;
    }

    @Test
    void the_first_visit_shows_the_explainers_example_with_the_engines_numbers() {
        visit.to();

        assertThat(shares()).containsExactly("0.672", "0.104", "0.225");
        assertThat(page.texts(".formula").getFirst()).startsWith("bank").contains("0.672", "0.104", "0.225");
        assertThat(page.driver().getTitle()).isEqualTo("bank grows money \u2013 Heed");
        page.isQuiet();
    }

    @Test
    void text_layer_head_and_word_are_changed_and_back_undoes_it() {
        visit.to();
        page.find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), MONEY, Keys.ENTER);
        page.settle();
        page.click("label:has(#mode-model)");
        assertThat(shares()).isEqualTo(row(wordWeights(6, 0), 1));

        new Select(page.find("#layer")).selectByVisibleText("2");
        page.settle();
        assertThat(shares()).isEqualTo(row(wordWeights(2, 0), 1));

        new Select(page.find("#head")).selectByVisibleText("8");
        page.settle();
        assertThat(shares()).isEqualTo(row(wordWeights(2, 8), 1));

        page.click("heed-links .from [data-at='5']");
        assertThat(shares()).isEqualTo(row(wordWeights(2, 8), 5));
        assertThat(page.driver().getCurrentUrl()).contains("layer=2", "head=8", "word=" + BANK);

        // away from the word: what is pointed at is looked at
        new Actions(page.driver()).moveToElement(page.find("h1")).perform();
        page.driver().navigate().back();
        page.wait(() -> shares().equals(row(wordWeights(2, 8), 1)));
        page.driver().navigate().back();
        page.wait(() -> shares().equals(row(wordWeights(2, 0), 1)));
        page.isQuiet();
    }

    private static Matrix wordWeights(int layer, int head) {
        var inside = visit.encoder().attention(MONEY).layer(layer);
        return inside.wordWeights(
                head == 0 ? inside.meanWeights() : inside.head(head).weights());
    }

    @Test
    void a_link_restores_a_view() {
        visit.to("text", MONEY, "mode", "model", "layer", 3, "head", 8, "word", BANK, "special", "folded");
        List<String> before = shares();
        String address = page.driver().getCurrentUrl();

        assertThat(before).hasSize(9); // [CLS] and [SEP] are folded away
        assertThat(page.texts(".said .quiet").getFirst()).startsWith("Folded away: [CLS] and [SEP] with ");
        page.visit(address);
        assertThat(shares()).isEqualTo(before);
        assertThat(page.find("#layer").getAttribute("value")).isEqualTo("3");
    }

    @Test
    void the_table_twin_has_the_same_numbers_and_folding_renormalises_nothing() {
        visit.to("text", MONEY, "mode", "model", "word", BANK, "special", "folded");
        List<String> cells = page.texts(".tables tr.chosen td");

        assertThat(cells.subList(0, 9)).isEqualTo(shares());
        float[] row = wordWeights(6, 0).row(5);
        assertThat(cells.getLast()).isEqualTo(printed((float) ((double) row[0] + row[10])));
    }

    @Test
    void a_head_is_picked_at_a_glance() {
        visit.to("view", "heads", "text", MONEY);
        assertThat(page.all(".thumb")).hasSize(72);

        page.click(".thumb[data-layer='2'][data-head='5']");
        new Actions(page.driver())
                .moveToElement(page.find("h1"))
                .perform(); // off the word that now lies where the head was
        page.settle();
        assertThat(page.texts("h1")).containsExactly("Who attends to whom");
        assertThat(shares()).isEqualTo(row(wordWeights(2, 5), 1));
    }

    @Test
    void two_sentences_are_one_click_away() {
        visit.to();
        page.driver().findElement(By.xpath("//button[contains(., 'river')]")).click();
        page.find(".curve");
        page.settle();

        assertThat(page.texts(".curve .end")).containsExactly("0.77");
        assertThat(page.texts(".sentence")).hasSize(2);
        assertThat(page.texts(".near"))
                .hasSize(2)
                .allSatisfy(near -> assertThat(near).contains("bank"));
        page.find("#layer-slider").sendKeys(Keys.ARROW_LEFT);
        page.settle();
        assertThat(page.texts(".occurrence h2"))
                .allSatisfy(title -> assertThat(title).endsWith("Layer 5"));
    }

    @Test
    void the_teachers_path_of_the_readme_leads_from_static_vectors_to_the_next_layer() {
        page.window(1920, 1080, false);
        visit.to();
        page.driver().findElement(By.xpath("//button[contains(., 'river')]")).click();
        page.find(".curve");
        page.settle();
        assertThat(page.find(".curve svg").getAttribute("aria-label"))
                .startsWith("1 and 2: static 1.00, ")
                .endsWith(", 6 0.77");

        page.driver().findElement(By.linkText("Attention")).click();
        page.settle();
        assertThat(shares()).containsExactly("0.672", "0.104", "0.225");
        page.driver().findElement(By.linkText("Steps")).click();
        page.settle();
        List<String> titles = new ArrayList<>();
        for (int step = 0; step < 5; step++) {
            titles.add(page.find("#step-title").getText().replace('\n', ' '));
            page.press(Keys.ARROW_RIGHT);
        }
        assertThat(titles)
                .containsExactly(
                        "1 / 5 Old word embeddings",
                        "2 / 5 Similarity: the dot product",
                        "3 / 5 Weights: softmax",
                        "4 / 5 Each value, by its weight",
                        "5 / 5 The new embedding");
        page.click("label:has(#mode-model)");
        page.script("document.activeElement.blur()");
        for (int step = 0; step < 6; step++) {
            page.press(Keys.ARROW_RIGHT);
        }
        assertThat(page.find("#step-title").getText().replace('\n', ' '))
                .isEqualTo("7 / 7 What the next layer receives");
        page.window(1280, 900, false);
        page.isQuiet();
    }

    @Test
    void another_word_and_a_third_sentence_are_compared() {
        visit.to("view", "context");
        page.driver().findElement(By.xpath("//button[. = 'Add a sentence']")).click();
        page.driver().switchTo().activeElement().sendKeys("The bank lent her money.", Keys.ENTER);
        page.wait(() -> page.all(".sentence").size() == 3);
        assertThat(page.texts(".curve .end")).hasSize(2).first().isEqualTo("0.77");
        assertThat(page.driver().getCurrentUrl()).contains("texts=The+bank+lent");
    }

    @Test
    void whether_a_word_means_the_same_is_answered_as_by_the_command() {
        List<String> texts = List.of(MONEY, "The boat drifted to the bank of the river.", "The bank lent her money.");
        List<Verdict> verdicts = ComparisonView.of(visit.encoder(), "bank", texts)
                .judged(visit.encoder())
                .verdicts();
        visit.to("view", "context", "texts", texts.get(0), "texts", texts.get(1));
        assertThat(page.texts("p.verdict"))
                .containsExactly("no " + verdicts.getFirst().sure());

        visit.to("view", "context", "texts", texts.get(0), "texts", texts.get(1), "texts", texts.get(2));
        assertThat(page.texts("li.verdict"))
                .isEqualTo(verdicts.stream()
                        .map(each -> (each.a() + 1) + " and " + (each.b() + 1) + each.answer() + " " + each.sure())
                        .toList());
    }

    @Test
    void a_layer_that_the_model_lacks_is_not_shown_as_another() {
        page.visit(visit.server().address() + "#");
        page.driver().get(visit.server().address() + "#mode=model&layer=9");
        page.find(".trouble .error");
        assertThat(page.find("#layer").getAttribute("value")).isEqualTo("9");
    }

    @Test
    void what_cannot_be_answered_is_said_and_the_page_goes_on() {
        visit.to();
        page.driver().get(visit.server().address() + "#mode=model&layer=9");
        page.find(".trouble .error");
        assertThat(page.texts(".trouble")).containsExactly("layer: expected 1 to 6, got 9");
        page.find("#text").sendKeys(Keys.chord(Keys.CONTROL, "a"), "bank grows", Keys.ENTER);
        page.driver().get(visit.server().address() + "#text=bank+grows");
        page.wait(() -> page.all(".trouble .error").isEmpty() && !shares().isEmpty());
        assertThat(shares()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mode=model&word=14&text=I+went+to+the+bank+to+deposit+money.",
                "mode=model&word=14&besideWord=20&text=I+went+to+the+bank+to+deposit+money.&beside=We+sat+by+the+river+bank.",
                "mode=model&word=32&text=The+old+clerk+of+the+small+bank+by+the+river,+who+had+never+lent+money,+smiled+and+opened+the+heavy+door.",
                "mode=model&unit=token&special=dimmed&text=The+unbelievable+bank",
                "view=steps&step=1",
                "view=steps&step=4&mode=model&text=We+sat+by+the+river+bank.",
                "view=steps&step=6&mode=model&text=We+sat+by+the+river+bank.",
                "view=heads&text=We+sat+by+the+river+bank.",
                "view=beyond&text=We+sat+by+the+river+bank.",
                "view=context",
                "view=context&texts=A+bank.&texts=The+bank+lent.&texts=A+river+bank.&texts=The+bank+pays.",
                "view=similarity",
                "view=senses",
                "view=concordance",
                "view=next",
            })
    void every_view_is_accessible_and_sound_on_a_phone_a_desk_and_a_projector(String address) {
        record Window(int width, boolean dark) {}
        for (Window window : List.of(
                new Window(360, false), new Window(360, true), new Window(1280, false), new Window(1920, true))) {
            page.window(window.width, 800, window.dark);
            page.visit(visit.server().address() + "#" + address);
            page.isAccessible();
            Layout.isSound(page);
        }
        page.window(1280, 900, false);
        page.isQuiet();
    }

    @Test
    void beyond_raw_weights_shows_the_engines_numbers_and_where_they_differ() {
        visit.to("view", "beyond", "text", MONEY, "word", BANK);
        var attention = visit.encoder().attention(MONEY);
        var last = attention.last();

        assertThat(page.texts(".heading p").getFirst()).startsWith("Attention is not explanation");
        assertThat(column(2)).isEqualTo(row(last.wordWeights(last.meanWeights()), 5));
        assertThat(column(3)).isEqualTo(row(last.wordWeights(attention.rollout(6)), 5));
        List<String> moved = new ArrayList<>(List.of("\u2013"));
        for (var effect : visit.encoder().leaveOneOut(MONEY, 5).effects()) {
            moved.add(effect.onWord() == null ? "\u2013" : printed(effect.onWord()));
        }
        moved.add("\u2013");
        assertThat(column(5)).isEqualTo(moved);
        assertThat(page.texts(".firsts dd")).hasSize(5).contains("[CLS]", "deposit");
        assertThat(page.texts(".looks h3")).hasSize(5);
        page.isAccessible();
    }

    private static List<String> column(int number) {
        return page.texts(".looks-table tbody tr > :nth-child(" + number + ")");
    }
}
