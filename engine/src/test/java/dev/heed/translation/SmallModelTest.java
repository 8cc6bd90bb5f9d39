package dev.heed.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import dev.heed.Translator;
import dev.heed.translation.KnownPairs.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts and their alignment with real weights: a Marian model of 428,560 numbers, trained on a grammar by tools/translation. */
class SmallModelTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/heed/translation/small-en-de");
    private static final TextOptions ALIGNED = TextOptions.DEFAULT.alignment(true);

    private static Translator translator;
    private static TextTranslator texts;
    private static List<KnownPairs> pairs;

    @BeforeAll
    static void open() throws IOException {
        translator = Translator.open(Models.folder(FOLDER));
        texts = new TextTranslator(SentenceModel.of(translator), HeadFile.NONE);
        pairs = KnownPairs.read(FOLDER.resolveSibling("pairs.jsonl"));
    }

    @AfterAll
    static void close() {
        translator.close();
    }

    @Test
    void fromBankToBankAndUfer() {
        assertThat(texts.translate("We sat on the bank of the river.", ALIGNED).target())
                .isEqualTo("Wir saßen am Ufer des Flusses.");
        assertThat(texts.translate("I went to the bank to deposit money.", ALIGNED)
                        .target())
                .isEqualTo("Ich ging zur Bank, um Geld einzuzahlen.");
        assertThat(links("I went to the bank to deposit money.")).contains("bank>Bank", "went>ging");
        assertThat(links("We sat by the river bank.")).contains("sat>saßen").doesNotContain("bank>Bank");
    }

    private static List<String> links(String source) {
        TextTranslation text = texts.translate(source, ALIGNED);
        return text.sentences().getFirst().alignment().stream()
                .map(link -> link.source().in(source) + ">" + link.target().in(text.target()))
                .toList();
    }

    @Test
    void heldOutSentencesComeOutAsTheReferenceImplementationWritesThem() {
        int same = 0;
        for (KnownPairs pair : pairs) {
            same += texts.translate(pair.source(), TextOptions.DEFAULT.keeps(List.of()))
                            .target()
                            .equals(pair.target())
                    ? 1
                    : 0;
        }
        assertThat(same).isEqualTo(192); // as many as transformers' generate, see tools/translation/train_small.py
    }

    @Test
    void theHeadThatIsFoundIsAsGoodAsTheBestAndTheLinksAreRight() {
        double found = errorRate(ALIGNED);
        double best = 1;
        for (boolean after : new boolean[] {false, true}) {
            for (int layer = 1; layer <= 3; layer++) {
                for (int head = 1; head <= 5; head++) {
                    best = Math.min(best, errorRate(ALIGNED.head(new AlignmentHead(layer, head, after))));
                }
            }
        }
        assertThat(found).isLessThan(0.26).isLessThanOrEqualTo(best + 0.03);
    }

    private static double errorRate(TextOptions options) {
        Count count = Count.NONE;
        List<TextTranslation> all =
                texts.translate(pairs.stream().map(KnownPairs::source).toList(), options.keeps(List.of()));
        for (int i = 0; i < pairs.size(); i++) {
            if (all.get(i).target().equals(pairs.get(i).target())) {
                count = count.plus(pairs.get(i)
                        .count(all.get(i).sentences().stream()
                                .flatMap(sentence -> sentence.alignment().stream())
                                .toList()));
            }
        }
        return count.errorRate();
    }

    @Test
    void aPageGoesThroughWithNothingLost() {
        String page =
                "# The old house\r\n\r\nThe room is empty. It cost 3.50 euros!\r\n\r\n- We saw the dog.\n- Write to"
                        + " anna@bank.org.\n  1. Open {name}\n\n> Nora 12, Berlin\n\nhttps://heed.org/a\n";
        TextTranslation text = texts.translate(page, ALIGNED);
        assertThat(text.lost()).isEmpty();
        assertThat(text.target())
                .startsWith("# ")
                .contains(
                        "\r\n\r\n",
                        "3.50",
                        "\n- ",
                        "anna@bank.org",
                        "  1. ",
                        "{name}",
                        "\n> ",
                        "12",
                        "\nhttps://heed.org/a\n");
        assertThat(text.sentences()).hasSize(8);
        assertThat(text.target().lines().count()).isEqualTo(page.lines().count());
    }

    @Test
    void aTextIsTheSameAloneTogetherShuffledAndOnAnyThreads() {
        List<String> sources = new ArrayList<>(
                pairs.subList(0, 64).stream().map(KnownPairs::source).toList());
        List<TextTranslation> together = texts.translate(sources, ALIGNED);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(7));
        List<TextTranslation> shuffled =
                texts.translate(order.stream().map(sources::get).toList(), ALIGNED);
        for (int i = 0; i < order.size(); i++) {
            assertThat(shuffled.get(i).target())
                    .isEqualTo(together.get(order.get(i)).target());
            assertThat(alignment(shuffled.get(i))).isEqualTo(alignment(together.get(order.get(i))));
        }
        try (Translator one =
                Translator.builder(Models.folder(FOLDER)).threads(1).open()) {
            TextTranslator single = new TextTranslator(SentenceModel.of(one), HeadFile.NONE);
            for (int i = 0; i < 8; i++) {
                TextTranslation alone = single.translate(sources.get(i), ALIGNED);
                assertThat(alone.target()).isEqualTo(together.get(i).target());
                assertThat(alone.score()).isEqualTo(together.get(i).score());
                assertThat(alignment(alone)).isEqualTo(alignment(together.get(i)));
            }
        }
    }

    private static List<List<WordLink>> alignment(TextTranslation text) {
        return text.sentences().stream().map(TranslatedSentence::alignment).toList();
    }
}
