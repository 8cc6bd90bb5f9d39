package dev.heed.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.TranslateOptions;
import dev.heed.generation.Finish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts, with a translator that is made up: what comes out is what went in, word by word. */
class TextTranslatorTest {
    private static final String PAGE = "# The bank\r\n\r\n  - We sat by the bank.  It costs 3.50!\r\n"
            + "  - Write to anna@bank.org, 12 River Street.\r\n\r\n1. Open {name} now\r\n---\r\n\r\n* 42 %\r\n\tEnd? \n\n";

    @Test
    void whiteSpaceLineEndsAndMarkersAreTheSources() {
        TextTranslation text = WordByWord.of("bank", "Bank", "We", "Wir", "sat", "saßen", "the", "der", "The", "Die")
                .texts()
                .translate(PAGE, TextOptions.DEFAULT);
        assertThat(text.target())
                .isEqualTo(
                        "# Die Bank\r\n\r\n  - Wir saßen by der Bank.  It costs 3.50!\r\n"
                                + "  - Write to anna@bank.org, 12 River Street.\r\n\r\n1. Open {name} now\r\n---\r\n\r\n* 42 %\r\n\tEnd? \n\n");
        assertThat(text.lost()).isEmpty();
        assertThat(text.sentences().stream().map(sentence -> sentence.source().in(PAGE)))
                .containsExactly(
                        "The bank",
                        "We sat by the bank.",
                        "It costs 3.50!",
                        "Write to anna@bank.org, 12 River Street.",
                        "Open {name} now",
                        "---",
                        "42 %",
                        "End?");
        assertThat(text.sentences().get(1).target().in(text.target())).isEqualTo("Wir saßen by der Bank.");
    }

    @Test
    void blankTextsStayAsTheyAre() {
        for (String blank : List.of("", " \r\n\t", "---\n***\n", "42", "https://heed.dev/a")) {
            TextTranslation text = WordByWord.of().texts().translate(blank, TextOptions.DEFAULT);
            assertThat(text.target()).isEqualTo(blank);
            assertThat(text.score()).isEmpty();
            assertThat(text.head()).isNull();
        }
    }

    @Test
    void aTextIsTheSameAloneAndAmongOthers() {
        TextTranslator translator = WordByWord.of("a", "b").texts();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            texts.add("a x" + i + ".\nA second a! And a third.");
        }
        TextOptions options = TextOptions.DEFAULT.alignment(true);
        List<TextTranslation> together = translator.translate(texts, options);
        for (int i = 0; i < texts.size(); i += 37) {
            TextTranslation alone = translator.translate(texts.get(i), options);
            assertThat(alone.target()).isEqualTo(together.get(i).target());
            assertThat(alone.sentences().stream()
                            .map(TranslatedSentence::alignment)
                            .toList())
                    .isEqualTo(together.get(i).sentences().stream()
                            .map(TranslatedSentence::alignment)
                            .toList());
        }
    }

    @Test
    void sentencesGoInBoundedBatches() {
        WordByWord model = WordByWord.of();
        model.texts().translate("One thing. ".repeat(200), TextOptions.DEFAULT);
        assertThat(model.batches).containsExactly(64, 64, 64, 8);
    }

    @Test
    void alignmentPointsIntoTheWholeTexts() {
        String source = "- Go.\n- We sat by the river bank.";
        TextTranslation text = new WordByWord(
                        Map.of("bank", "Ufer", "river", "Fluss", "We", "Wir"), true, new AlignmentHead(2, 1, false))
                .texts()
                .translate(source, TextOptions.DEFAULT.alignment(true).head(AlignmentHead.of("2.1")));
        List<String> links = text.sentences().getLast().alignment().stream()
                .map(link -> link.source().in(source) + ">" + link.target().in(text.target()))
                .toList();
        assertThat(links).containsExactly("bank>Ufer", "river>Fluss", "the>the", "by>by", "sat>sat", "We>Wir");
        assertThat(text.head().label()).isEqualTo("2.1");
        assertThat(text.sentences().getLast().alignment().getFirst().weight()).isBetween(0.8f, 1f);
    }

    @Test
    void aHeadThatTheModelLacksIsRefused() {
        TextOptions options = TextOptions.DEFAULT.alignment(true).head(AlignmentHead.of("3.1"));
        assertThatThrownBy(() -> WordByWord.of().texts().translate("a", options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("alignment-head: expected a layer of 1 to 2 and a head of 1 to 2, got 3.1");
        assertThatThrownBy(() -> AlignmentHead.of("0.1"))
                .hasMessageContaining("expected auto, LAYER.HEAD or LAYER.HEAD+1");
    }

    @Test
    void anEmptyTranslationIsTriedAgainAndThenAnError() {
        TextTranslation again = WordByWord.of("Go", "EMPTY", ".", "").texts().translate("Hi. Go.", TextOptions.DEFAULT);
        assertThat(again.target()).isEqualTo("Hi EMPTY");
        assertThat(again.notes())
                .containsExactly("sentence 2: came out empty at first, is now searched for with 1 beam");
        assertThatThrownBy(() -> WordByWord.of("Go", "", ".", "").texts().translate("Hi.\nGo.", TextOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("sentence 2: expected a translation, the model made none of \"Go.\"");
    }

    @Test
    void aModelThatRunsInCirclesIsSaid() {
        TextTranslation text = WordByWord.of().ending(Finish.LOOP).texts().translate("a b.", TextOptions.DEFAULT);
        assertThat(text.notes()).containsExactly("sentence 1: the model ran in circles and was stopped");
    }

    @Test
    void tooLongSentencesAreCutAndSaid() {
        String source = "One two three, four five six seven, eight nine ten eleven twelve thirteen";
        WordByWord model = WordByWord.of("two", "zwei").maxTokens(6);
        TextTranslation text = model.texts().translate(source, TextOptions.DEFAULT);
        assertThat(text.target()).isEqualTo(source.replace("two", "zwei"));
        assertThat(text.sentences().stream().map(sentence -> sentence.source().in(source)))
                .containsExactly("One two three,", "four five six seven,", "eight nine ten eleven twelve", "thirteen");
        assertThat(text.notes())
                .containsExactly("sentence 1: longer than the 6 tokens that the model takes; translated in 4 parts");
        String dense = "x😀".repeat(40);
        assertThat(model.texts().translate(dense, TextOptions.DEFAULT).target()).isEqualTo(dense);
    }

    @Test
    void whatIsChangedIsPutBackByTheAlignment() {
        WordByWord model = WordByWord.of("name", "Name", "42", "24", "Hello", "Hallo");
        TextTranslation text = model.texts()
                .translate("Hello {name}, 42 times 42.", TextOptions.DEFAULT.head(AlignmentHead.of("2.1")));
        assertThat(text.target()).isEqualTo("Hallo {name}, 42 times 42.");
        assertThat(text.moved().stream()
                        .map(kept -> kept.span().in(text.target()) + " "
                                + kept.keep().name()))
                .containsExactly("{name} placeholder", "42 number", "42 number");
        assertThat(text.lost()).isEmpty();
    }

    @Test
    void whatIsDroppedIsPutInWhereItBelongs() {
        WordByWord model = WordByWord.of("<", "", "b", "", ">", "", "/", "", "Save", "Sichern", "7", "");
        TextTranslation text =
                model.texts().translate("Press <b>Save</b> now, 7.", TextOptions.DEFAULT.head(AlignmentHead.of("2.1")));
        assertThat(text.target()).isEqualTo("Press <b>Sichern</b> now, .");
        assertThat(text.lost().stream().map(Kept::text)).containsExactly("7");
        assertThat(text.lost().getFirst().span().in(text.source())).isEqualTo("7");
    }

    @Test
    void whatAUserWantsKeptIsKept() {
        WordByWord model = WordByWord.of("Heed", "Achte");
        List<Keep> keeps = new ArrayList<>(List.of(Keep.of("Heed")));
        keeps.addAll(Keep.USUAL);
        TextOptions options = TextOptions.DEFAULT.head(AlignmentHead.of("2.1"));
        assertThat(model.texts().translate("Use Heed, Heed!", options).target()).isEqualTo("Use Achte, Achte!");
        assertThat(model.texts()
                        .translate("Use Heed, Heed!", options.keeps(keeps))
                        .target())
                .isEqualTo("Use Heed, Heed!");
    }

    @Test
    void linesAreTakenWholeIfAsked() {
        WordByWord model = WordByWord.of();
        TextTranslation text =
                model.texts().translate("One. Two.\n- Three. Four.", TextOptions.DEFAULT.unit(TextOptions.Unit.LINE));
        assertThat(text.sentences()).hasSize(2);
        assertThat(text.target()).isEqualTo("One. Two.\n- Three. Four.");
    }

    @Test
    void theHeadIsFoundThatLooksBack() {
        for (String telling : List.of("1.2", "2.1", "2.2", "1.1+1", "2.2+1")) {
            WordByWord model = new WordByWord(Map.of(), true, AlignmentHead.of(telling));
            TextTranslation text = model.texts().translate("We sat there.", TextOptions.DEFAULT.alignment(true));
            assertThat(text.head().label()).isEqualTo(telling);
        }
    }

    @Test
    void optionsReachTheModelAsTheyAre() {
        TextOptions options = TextOptions.DEFAULT.sentences(TranslateOptions.DEFAULT.beams(1));
        assertThatThrownBy(() -> WordByWord.of("a", "").texts().translate("a", options))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
