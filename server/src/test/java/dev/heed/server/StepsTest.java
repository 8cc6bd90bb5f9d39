package dev.heed.server;

import static dev.heed.server.Visit.BANK;
import static dev.heed.server.Visit.MONEY;
import static dev.heed.server.Visit.printed;
import static dev.heed.server.Visit.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.BlockSteps;
import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.attention.AttentionTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** How a number came about: what the page prints is what the engine used, and it adds up. */
class StepsTest extends AtThePage {
    private static final int LAYER = 3;
    private static final int HEAD = 8;
    private static final int TOKEN = 5;

    private static AttentionTrace trace() {
        return visit.encoder().attention(MONEY).layer(LAYER).head(HEAD).trace(TOKEN);
    }

    private static void toStep(int step) {
        visit.to(
                "view", "steps", "text", MONEY, "mode", "model", "layer", LAYER, "head", HEAD, "word", BANK, "step",
                step - 1);
    }

    private static List<String> printedAll(float[] values, int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(printed(values[i]));
        }
        return all;
    }

    /** A table's row, its name left out. */
    private static List<String> cells(String row) {
        return page.texts(row + " td");
    }

    @Test
    void the_explainers_arithmetic_is_walked_with_the_arrow_keys() {
        visit.to("view", "steps");
        assertThat(page.texts("#step-title").getFirst()).endsWith("Old word embeddings");

        page.press(Keys.ARROW_RIGHT);
        assertThat(page.texts("[data-product]")).containsExactly("1.789", "\u22120.080", "0.693");
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.texts("[data-weight]")).containsExactly("0.672", "0.104", "0.225");
        assertThat(page.driver().getCurrentUrl()).contains("step=2");
        page.press(Keys.ARROW_RIGHT);
        page.press(Keys.ARROW_RIGHT);
        assertThat(page.texts(".formula.big").getFirst()).contains("0.672", "0.104", "0.225");
        page.press(Keys.ARROW_LEFT);
        assertThat(page.driver().getCurrentUrl()).contains("step=3");
        page.isQuiet();
    }

    @Test
    void products_are_the_engines_and_add_up_to_the_score() {
        toStep(2);
        AttentionTrace trace = trace();
        assertThat(page.texts("[data-product]")).isEqualTo(printedAll(trace.products(), trace.products().length));

        page.click(".step details summary");
        List<String> products = page.texts(".step details tbody tr td:nth-child(4)");
        double sum = products.stream().mapToDouble(Visit::read).sum();
        String total = page.texts(".formula .total").getFirst();
        assertThat(products).hasSize(32);
        assertThat(sum).isCloseTo(read(total), within(32 * 0.00005 + 0.0005));
        assertThat(page.texts(".step details tbody tr:last-child td:last-child"))
                .first()
                .satisfies(last -> assertThat(read(last)).isCloseTo(read(total), within(0.0006)));
        assertThat(total).isIn(printedAll(trace.products(), trace.products().length));
    }

    @Test
    void scores_are_the_products_over_the_root_of_the_width() {
        toStep(3);
        AttentionTrace trace = trace();
        for (int key = 0; key < trace.products().length; key++) {
            List<String> row = cells(".ledger tbody tr:nth-child(" + (key + 1) + ")");
            assertThat(row).containsExactly(printed(trace.products()[key]), printed(trace.scaledScores()[key]));
            assertThat(read(row.get(0)) / Math.sqrt(32)).isCloseTo(read(row.get(1)), within(0.001));
        }
    }

    @Test
    void softmax_has_its_maximum_and_sum_and_its_weights_add_up_to_one() {
        toStep(4);
        AttentionTrace trace = trace();
        assertThat(page.texts("[data-weight]")).isEqualTo(printedAll(trace.weights(), trace.weights().length));
        assertThat(page.texts(".step p .number").getFirst()).isEqualTo(printed(trace.max()));
        List<String> foot = page.texts(".ledger tfoot td");
        assertThat(foot.get(2)).isEqualTo(printed(trace.sum()));
        assertThat(foot.get(3)).isEqualTo("1.000");
        double sum =
                page.texts("[data-weight]").stream().mapToDouble(Visit::read).sum();
        assertThat(sum).isCloseTo(1, within(0.0005 * trace.weights().length));
        double exponentials = 0;
        for (String printed : page.texts(".ledger tbody tr td:nth-child(4)")) {
            exponentials += read(printed);
        }
        assertThat(exponentials).isCloseTo(read(foot.get(2)), within(0.0005 * trace.weights().length));
    }

    @Test
    void weighted_values_add_up_to_the_heads_result() {
        toStep(6);
        AttentionTrace trace = trace();
        List<String> foot = page.texts(".ledger tfoot td");
        assertThat(foot).isEqualTo(printedAll(trace.result(), foot.size()));
        for (int column = 0; column < foot.size(); column++) {
            List<String> parts = page.texts(".ledger tbody td:nth-child(" + (column + 2) + ")");
            double sum = parts.stream().mapToDouble(Visit::read).sum();
            assertThat(sum).isCloseTo(read(foot.get(column)), within(0.0005 * (parts.size() + 1)));
        }
    }

    @Test
    void what_follows_adds_up_to_what_the_next_layer_receives() {
        toStep(7);
        BlockSteps block = visit.encoder().attention(MONEY).block(LAYER, TOKEN);
        page.click(".step details summary");
        for (int i = 0; i < 384; i += 61) {
            List<String> row = cells(".step details tbody tr:nth-child(" + (i + 1) + ")");
            assertThat(row.get(0)).isEqualTo(printed(block.input()[i]));
            assertThat(row.get(1)).isEqualTo(printed(block.attended()[i]));
            assertThat(row.get(3)).isEqualTo(printed(block.between()[i]));
            assertThat(row.get(4)).isEqualTo(printed(block.fed()[i]));
            assertThat(row.get(6)).isEqualTo(printed(block.output()[i]));
            assertThat(read(row.get(0)) + read(row.get(1))).isCloseTo(read(row.get(2)), within(0.0016));
            assertThat(read(row.get(3)) + read(row.get(4))).isCloseTo(read(row.get(5)), within(0.0016));
        }
        float[] next = visit.encoder().attention(MONEY).tokenVectors(LAYER).row(TOKEN);
        List<String> last = page.texts(".ladder .vector-row:last-child .numbers span");
        assertThat(last.subList(0, 4)).isEqualTo(printedAll(next, 4));
        assertThat(page.texts(".step > p").getLast()).endsWith("and what layer 4 begins with.");
        page.isAccessible();
    }

    @Test
    void of_a_model_that_norms_what_a_part_reads_the_sums_go_on_as_they_are(@TempDir Path folder) throws Exception {
        Encoder encoder = Encoder.open(Models.folder(modernBert(folder)));
        try (Visit other = Visit.open(encoder)) {
            Chromium there = other.browser();
            String[] titles = {"= sum", "= layer 2"};
            other.to("view", "steps", "text", "the bank grows", "mode", "model", "layer", 2, "head", 1, "step", 6);
            assertThat(there.find(".block-said").getText())
                    .contains("The sum goes on as it is")
                    .doesNotContain("layer norm", "one more norm");
            assertThat(there.texts(".ladder .vector-name")).contains(titles).doesNotContain("normed");
            assertThat(there.all(".step .formula")).isEmpty();
            other.to("view", "steps", "text", "the bank grows", "mode", "model", "layer", 4, "head", 1, "step", 6);
            assertThat(there.find(".block-said").getText()).endsWith("What comes out goes through one more norm.");
            assertThat(there.texts(".ladder .vector-name")).containsSubsequence("= sum", "= sum", "layer 4");
            there.isQuiet();
        }
        toStep(7);
        assertThat(page.find(".block-said").getText()).contains("layer norm brings it back to scale");
        assertThat(page.texts(".ladder .vector-name")).contains("normed");
    }

    /** The engine's golden of the family, with a vocabulary. */
    private static Path modernBert(Path folder) throws IOException {
        Path golden = Path.of("../engine/src/test/resources/dev/heed/golden/families/modernbert");
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(golden.resolve(file), folder.resolve(file));
        }
        List<String> words = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "bank", "grows"));
        while (words.size() < 40) {
            words.add("extra" + words.size());
        }
        Files.write(folder.resolve("vocab.txt"), words);
        return folder;
    }
}
