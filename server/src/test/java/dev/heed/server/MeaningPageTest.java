package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Similarity, senses and concordance as a visitor meets them. */
class MeaningPageTest extends AtThePage {
    private static final String A = "Prices went up.";
    private static final String B = "Prices of bread rose.";

    @TempDir
    private Path folder;

    @Test
    void similarity_shows_the_engines_shares() {
        visit.to("view", "similarity", "a", A, "b", B);
        TextSimilarity similarity = TextSimilarity.of(visit.encoder(), A, B);
        List<String> shares = similarity.pairs().stream()
                .filter(pair -> pair.a().word() && pair.b().word())
                .map(Pair::share)
                .map(share -> Visit.printed(share.floatValue()))
                .toList();
        assertThat(page.texts(".matrix tbody td")).isEqualTo(shares);
        assertThat(page.find(".score").getText()).isEqualTo(Visit.printed((float) similarity.score()));
        page.find("#text-b").sendKeys(Keys.chord(Keys.CONTROL, "a"), A, Keys.ENTER);
        page.wait(() -> page.find(".score").getText().equals("1.000"));
        page.isQuiet();
    }

    @Test
    void senses_are_read_merged_split_named_and_all_of_it_undone() {
        visit.to("view", "senses");
        page.click("[data-place='3:36']");
        assertThat(page.find(".line-read").getText()).startsWith("line 3").contains("grassy bank of the stream");
        int found = page.all(".sense:has(input)").size();
        page.click(".sense:first-of-type .buttons button");
        page.wait(() -> page.all(".sense:has(input)").size() == found + 1);
        new Select(page.find(".sense:first-of-type select")).selectByIndex(1);
        page.wait(() -> page.all(".sense:has(input)").size() == found);
        page.find("#name-1").sendKeys("money", Keys.TAB);
        page.wait(() -> page.all(".undo").size() == 1
                && "money".equals(page.find("#name-1").getAttribute("value")));
        for (int step = 0; step < 3; step++) {
            page.click(".undo");
        }
        page.wait(() -> page.all(".undo").isEmpty());
        assertThat(page.all(".sense:has(input)")).hasSize(found);
        assertThat(page.find("#name-1").getAttribute("value")).isEmpty();
        page.isQuiet();
    }

    @Test
    void a_text_of_the_visitors_own_is_looked_through() throws Exception {
        Path text = Files.writeString(
                folder.resolve("own.txt"), "A spring day.\r\n\r\nThe coil spring broke.\n<b>spring</b>");
        visit.to("view", "concordance");
        page.click(".corpus summary");
        page.find("#corpus-file").sendKeys(text.toString());
        page.wait(() -> page.find(".corpus summary").getText().contains("own.txt, 3 lines"));
        page.find("#query").sendKeys(Keys.chord(Keys.CONTROL, "a"), "The watch has a spring.");
        page.find("#focus").sendKeys(Keys.chord(Keys.CONTROL, "a"), "spring");
        page.click(".asking-meaning .primary");
        page.wait(() -> page.all(".kwic tbody tr").size() == 3);
        assertThat(page.texts(".kwic .word-itself")).containsOnly("spring");
        assertThat(page.texts(".kwic tbody tr td:nth-child(2)")).containsExactlyInAnyOrder("1", "3", "4");
        assertThat(page.all(".kwic b")).isEmpty();
    }

    @Test
    void on_a_phone_every_keyword_of_a_concordance_is_in_view_and_the_table_stays_one() {
        page.window(360, 800, false);
        visit.to("view", "concordance");
        assertThat(page.script("""
                const boxes = [...document.querySelectorAll('.word-itself')].map(word => word.getBoundingClientRect());
                const middles = new Set(boxes.map(box => Math.round((box.left + box.right) / 2)));
                return [boxes.filter(box => box.left > 0 && box.right < innerWidth).length, middles.size];"""))
                .as("keywords in view, and places across at which they stand")
                .isEqualTo(List.of(26L, 1L));
        assertThat(page.find(".kwic").getAriaRole()).isEqualTo("table");
        assertThat(page.find(".kwic tbody tr").getAriaRole()).isEqualTo("row");
        assertThat(page.find(".kwic .word-itself").getAriaRole()).isEqualTo("cell");
        assertThat(page.all(".kwic thead th"))
                .extracting(WebElement::getAriaRole)
                .containsOnly("columnheader")
                .hasSize(6);
        page.window(1280, 900, false);
    }

    @Test
    void the_score_is_told_among_random_pairs_and_every_word_has_its_bar() {
        visit.to("view", "similarity", "a", A, "b", B);
        TextSimilarity similarity = TextSimilarity.of(visit.encoder(), A, B);
        assertThat(page.find(".reading span").getText())
                .isEqualTo(similarity.standing().orElseThrow());
        List<Double> effects = Stream.concat(similarity.aEffects().stream(), similarity.bEffects().stream())
                .map(TextSimilarity.Effect::effect)
                .toList();
        assertThat(page.texts(".sides td.number"))
                .isEqualTo(effects.stream()
                        .map(effect -> Visit.printed(effect.floatValue()))
                        .toList());
        assertThat((List<?>) page.script("""
                return [...document.querySelectorAll('.sides tbody .span')].map(bar => {
                  const [from, to, zero] = ['--from', '--to', '--zero'].map(name => Number(bar.style.getPropertyValue(name)));
                  return to > zero && from === zero;
                })"""))
                .as("bars to the right")
                .isEqualTo(effects.stream().map(effect -> effect > 0).toList());
        for (int width : new int[] {360, 1280}) {
            page.window(width, 900, false);
            assertThat(page.script("""
                    return [...document.querySelectorAll('.bar-table tr')].filter(row =>
                      row.querySelector('.span').getBoundingClientRect().right > row.querySelector('.number').getBoundingClientRect().left + 1).length"""))
                    .as("numbers on their bars at %d", width)
                    .isEqualTo(0L);
        }
        page.window(1280, 900, false);
    }

    @Test
    void what_the_model_does_not_know_is_said_with_the_answer() throws Exception {
        String unknown = "The bank \uD83D\uDCB0 grows money.";
        List<String> notes = TextSimilarity.of(visit.encoder(), unknown, B).notes();
        assertThat(notes).hasSize(1).first().asString().contains("\uD83D\uDCB0", "[UNK]");
        visit.to("view", "similarity", "a", unknown, "b", B);
        assertThat(page.texts(".result .notes li")).isEqualTo(notes);
        visit.to("view", "similarity", "a", A, "b", B);
        assertThat(page.all(".notes")).isEmpty();

        String german = "Die Bank hat ihre Zinsen gestern wieder deutlich gesenkt.";
        notes = TextSimilarity.of(visit.encoder(), german, german).notes();
        assertThat(notes).hasSize(1).first().asString().contains("language");
        visit.to("view", "similarity", "a", german, "b", german);
        assertThat(page.texts(".result .notes li")).isEqualTo(notes);

        visit.to("view", "senses");
        assertThat(page.all(".notes")).isEmpty();
        Path text = Files.writeString(
                folder.resolve("german.txt"), (german + "\nSie setzte sich auf die Bank im Garten.\n").repeat(6));
        page.click(".corpus summary");
        page.find("#corpus-file").sendKeys(text.toString());
        page.wait(() -> page.find(".corpus summary").getText().contains("german.txt"));
        page.click(".asking-meaning .primary");
        page.wait(() -> page.texts(".senses-head h2").getFirst().contains("12 places"));
        assertThat(page.texts(".result .notes li"))
                .hasSize(1)
                .first()
                .asString()
                .contains("language");
        page.isQuiet();
    }

    @Test
    void of_a_model_without_a_mean_it_is_said_why_there_are_no_shares() throws Exception {
        Map<String, String> said = Map.of("cls", "first token", "lasttoken", "last token", "max", "largest value");
        for (var pooling : said.entrySet()) {
            Path model = pooled(pooling.getKey());
            try (Encoder encoder = Encoder.open(Models.folder(model))) {
                String b = "we sat by the river";
                Path file = folder.resolve("pooled.html");
                Files.writeString(file, MailedPage.similarity(encoder, "the bank grows", b));
                page.visit(file.toUri().toString());
                assertThat(page.find(".no-shares").getText()).contains(pooling.getValue(), "no sum over words");
                assertThat(page.all(".shares")).isEmpty();
                assertThat(page.texts(".sides tbody th"))
                        .containsExactly("the", "bank", "grows", "we", "sat", "by", "the", "river");
            }
        }
        visit.to("view", "similarity", "a", A, "b", B);
        assertThat(page.all(".no-shares")).isEmpty();
    }

    private Path pooled(String mode) throws IOException {
        Path model = RandomBert.into(folder.resolve(mode));
        String modules =
                "[{\"idx\": 0, \"name\": \"0\", \"path\": \"\", \"type\": \"sentence_transformers.models.Transformer\"},"
                        + " {\"idx\": 1, \"name\": \"1\", \"path\": \"1_Pooling\", \"type\": \"sentence_transformers.models.Pooling\"}]";
        Files.writeString(model.resolve("modules.json"), modules);
        Files.createDirectories(model.resolve("1_Pooling"));
        Files.writeString(
                model.resolve("1_Pooling/config.json"),
                "{\"word_embedding_dimension\": 32, \"pooling_mode\": \"" + mode + "\"}");
        return model;
    }

    @Test
    void keywords_are_shown_where_there_are_any() throws Exception {
        visit.to("view", "senses");
        assertThat(page.texts(".keywords"))
                .hasSize(2)
                .anySatisfy(words -> assertThat(words).contains("account"))
                .anySatisfy(words -> assertThat(words).contains("river"));

        Path text =
                Files.writeString(folder.resolve("few.txt"), "We sat on the bank.\nA bank lends.\nBanks, one bank.");
        page.click(".corpus summary");
        page.find("#corpus-file").sendKeys(text.toString());
        page.wait(() -> page.find(".corpus summary").getText().contains("few.txt"));
        page.click(".asking-meaning .primary");
        page.wait(() -> page.all(".sense .lines-of li").size() > 0
                && page.texts(".senses-head h2").getFirst().contains("3 places"));
        assertThat(page.all(".keywords")).isEmpty();
        page.isQuiet();
    }

    @Test
    void what_is_nowhere_in_the_text_is_said_beside_the_form() {
        visit.to("view", "senses", "focus", "zebra");
        assertThat(page.find(".result .notice").getText()).contains("zebra", "nowhere");
        assertThat(page.find("#focus").getAttribute("value")).isEqualTo("zebra");
        page.driver().manage().logs().get(org.openqa.selenium.logging.LogType.BROWSER); // the refusal's own line
    }

    @Test
    void lines_pull_and_push() {
        visit.to("view", "concordance");
        String first = page.find(".kwic tbody tr").getAttribute("data-line");
        page.click(".kwic tbody tr .not");
        page.wait(() -> page.all(".kwic tr.not").size() == 1);
        assertThat(page.find(".kwic tbody tr").getAttribute("data-line")).isNotEqualTo(first);
        assertThat(page.focused()).isEqualTo("Less like line " + first);
        page.isQuiet();
    }

    @Test
    void a_concordance_shows_the_number_that_its_lines_are_ordered_by() {
        visit.to("view", "concordance");
        assertThat(page.texts(".kwic thead th")).contains("use").doesNotContain("cosine");
        List<Double> uses = numbers(".kwic tbody .use");
        assertThat(uses).isSortedAccordingTo(Comparator.reverseOrder());
        visit.to("view", "concordance", "order", "cosine");
        assertThat(page.texts(".kwic thead th")).contains("cosine").doesNotContain("use");
        assertThat(numbers(".kwic tbody .cosine"))
                .hasSameSizeAs(uses)
                .isNotEqualTo(uses)
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    private List<Double> numbers(String selector) {
        return page.texts(selector).stream()
                .map(number -> Double.valueOf(number.replace('\u2212', '-')))
                .toList();
    }

    @Test
    void a_similarity_is_mailed_as_one_file() throws Exception {
        Path file = folder.resolve("similarity.html");
        Files.writeString(file, MailedPage.similarity(visit.encoder(), A, "</script> " + B));
        page.visit(file.toUri().toString());
        assertThat(page.texts("nav a")).containsExactly("Similarity");
        assertThat(page.texts(".matrix tbody th")).containsExactly("Prices", "went", "up");
        assertThat(page.all("form.two-texts")).isEmpty();
    }
}
