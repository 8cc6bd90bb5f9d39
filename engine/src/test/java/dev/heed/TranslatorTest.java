package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.SentenceTranslation.TargetToken;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.generation.Finish;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders that translate, tokenizers and languages and all, against transformers ({@code tools/goldens/translators.py}): what
 * the encoder is given, what is written, and the text that it is.
 */
class TranslatorTest {
    private static final Path GOLDENS = resource("/dev/heed/golden/translators");

    private static Path resource(String name) {
        try {
            return Path.of(TranslatorTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> folders() {
        return Stream.of("m2m100", "marian", "mbart", "nllb", "t5");
    }

    private static Translator open(String name) {
        return Translator.open(Models.folder(GOLDENS.resolve(name)));
    }

    private static TranslateOptions options(JsonObject golden) {
        TranslateOptions options =
                TranslateOptions.DEFAULT.beams(2).maxTokens(19).attention(true);
        options = golden.string("from").map(options::from).orElse(options);
        options = golden.string("to").map(options::to).orElse(options);
        return golden.string("prefix").map(options::prefix).orElse(options);
    }

    private static int[] integers(JsonObject golden, String key) {
        return golden.numbers(key).stream().mapToInt(Double::intValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void textsAreReadAndWrittenAsTheReferenceDoes(String name) throws IOException {
        List<JsonObject> goldens =
                JsonObject.readArray(Files.readAllBytes(GOLDENS.resolve(name).resolve("texts.json")), name);
        assertThat(goldens).hasSizeGreaterThan(12);
        Model model = Models.folder(GOLDENS.resolve(name));
        try (Translator translator =
                Translator.builder(model).stopsLoops(false).threads(1).open()) {
            assertThat(translator.info().kind()).isEqualTo(ModelKind.TRANSLATION);
            for (JsonObject golden : goldens) {
                String text = golden.string("text").orElseThrow();
                SentenceTranslation found = translator
                        .translateSentences(List.of(text), options(golden))
                        .getFirst();
                checkPlaces(found);
                checkAttention(found);
                if (text.contains("</s>")) { // here a text spells no control token, in the reference it does
                    assertThat(found.sourceTokens().stream()
                                    .filter(token -> token.piece().equals("</s>")))
                            .hasSize(1);
                    continue;
                }
                assertThat(found.sourceTokens().stream().mapToInt(Token::id).toArray())
                        .as(text)
                        .isEqualTo(integers(golden, "ids"));
                int[] written =
                        found.targetTokens().stream().mapToInt(TargetToken::id).toArray();
                assertThat(written).as(text).isEqualTo(integers(golden, "written"));
                assertThat(found.target())
                        .as(text)
                        .isEqualTo(golden.string("target")
                                .orElseThrow()
                                .replaceAll("__[a-z]+__", "") // which the reference leaves in
                                .strip());
            }
        }
    }

    private static void checkPlaces(SentenceTranslation found) {
        int at = 0;
        for (TargetToken token : found.targetTokens()) {
            assertThat(token.logprob()).isLessThanOrEqualTo(0);
            if (token.span() != null) {
                assertThat(token.span().start()).isGreaterThanOrEqualTo(at);
                assertThat(found.target().substring(at, token.span().start())).isBlank();
                at = token.span().end();
            }
        }
        assertThat(found.target().substring(at)).isEmpty();
        for (Token token : found.sourceTokens()) {
            assertThat(token.span() == null).isEqualTo(token.special());
            if (token.span() != null) {
                assertThat(token.span().in(found.source())).isEqualTo(token.text());
            }
        }
    }

    private static void checkAttention(SentenceTranslation found) {
        CrossAttention attention = found.attention();
        assertThat(attention.targetTokens()).isEqualTo(found.targetTokens().size());
        assertThat(attention.sourceTokens()).isEqualTo(found.sourceTokens().size());
        for (int target = 0; target < attention.targetTokens(); target++) {
            double sum = 0;
            for (float weight : attention.row(1, 2, target)) {
                sum += weight;
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void languagesAreListedAndFoundByOtherCodes() {
        try (Translator nllb = open("nllb");
                Translator marian = open("marian");
                Translator t5 = open("t5")) {
            assertThat(nllb.targetLanguages()).containsExactly("deu_Latn", "eng_Latn", "zho_Hans", "zho_Hant");
            assertThat(nllb.sourceLanguages()).isEqualTo(nllb.targetLanguages());
            assertThat(marian.targetLanguages()).containsExactly("deu", "nld");
            assertThat(marian.sourceLanguages()).isEmpty();
            assertThat(marian.from()).contains("eng");
            assertThat(t5.targetLanguages()).containsExactly("de");
            var given = TranslateOptions.DEFAULT.from("eng_Latn").to("deu_Latn");
            assertThat(nllb.translateSentences(List.of("Tom"), given.from("en").to("de")))
                    .isEqualTo(nllb.translateSentences(List.of("Tom"), given));
            assertThatThrownBy(() -> nllb.translateSentences(List.of("Tom"), given.to("zh")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("to: expected one of [zho_Hans, zho_Hant], got zh");
            assertThatThrownBy(() -> nllb.translateSentences(List.of("Tom"), TranslateOptions.DEFAULT.from("en")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("to: expected one of [deu_Latn, eng_Latn, zho_Hans, zho_Hant], got none");
            assertThatThrownBy(() -> marian.translateSentences(List.of("Tom"), TranslateOptions.DEFAULT.from("de")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("from: expected eng, the model's one language, got de");
        }
    }

    @Test
    void nothingGivesNothingAndNothingIsCut() {
        try (Translator translator = open("marian")) {
            TranslateOptions options = TranslateOptions.DEFAULT.to("deu");
            SentenceTranslation empty =
                    translator.translateSentences(List.of("  "), options).getFirst();
            assertThat(empty.target()).isEmpty();
            assertThat(empty.finish()).isEqualTo(Finish.END);
            assertThat(translator.countTokens("x", options)).isGreaterThan(2);
            String tooLong = "bank ".repeat(200);
            assertThat(translator.maxSourceTokens()).isEqualTo(64);
            assertThatThrownBy(() -> translator.translateSentences(List.of("x", tooLong), options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching(
                            "sentence: expected at most 64 tokens, got \\d+ \\(\"bank .*…\"\\); cut it into shorter ones");
        }
    }

    @Test
    void circlesAreStoppedAndSaid() {
        try (Translator translator = open("mbart")) {
            var options =
                    TranslateOptions.DEFAULT.from("en_XX").to("de_DE").beams(1).maxTokens(60);
            long loops = translator
                    .translateSentences(
                            List.of("We sat by the river bank.", "Tom", "x", "the city", "a book", "Banks"), options)
                    .stream()
                    .filter(one -> one.finish() == Finish.LOOP)
                    .peek(one -> assertThat(one.targetTokens()).hasSizeLessThan(45))
                    .count();
            assertThat(loops).isPositive();
        }
    }

    @Test
    void eachKindSaysWhatItIs() {
        Model model = Models.folder(GOLDENS.resolve("t5"));
        assertThatThrownBy(() -> LanguageModel.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a model of the kind language, got translation");
        assertThatThrownBy(() -> Encoder.open(model))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a model of the kind encoder, got translation");
    }

    @Test
    void aTaskIsCountedAndRefusedWhereThereIsNone() {
        try (Translator t5 = open("t5")) {
            int without = t5.countTokens("the bank", TranslateOptions.DEFAULT);
            assertThat(t5.countTokens("the bank", TranslateOptions.DEFAULT.prefix("summarize: ")))
                    .isGreaterThan(without);
            assertThat(t5.countTokens(
                            "the bank", TranslateOptions.DEFAULT.from("en").to("de")))
                    .isGreaterThan(without);
        }
        try (Translator marian = open("marian")) {
            assertThatThrownBy(() -> marian.translateSentences(
                            List.of("the bank"),
                            TranslateOptions.DEFAULT.to("deu").prefix("summarize: ")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("task: expected none, the model is told no tasks, got \"summarize: \"");
        }
    }

    @Test
    void eightBitsTranslateToo() {
        var options = TranslateOptions.DEFAULT.from("eng_Latn").to("deu_Latn").maxTokens(8);
        try (Translator translator = Translator.builder(Models.folder(GOLDENS.resolve("nllb")))
                .precision(Precision.INT8)
                .threads(1)
                .open()) {
            List<String> sentences = List.of("We sat by the river bank.", "Tom asked his teacher.");
            var together = translator.translateSentences(sentences, options);
            assertThat(translator.precision()).isEqualTo("int8");
            try (Translator exact = open("nllb")) {
                assertThat(together.getFirst().score())
                        .isNotEqualTo(exact.translateSentences(sentences, options)
                                .getFirst()
                                .score());
            }
            for (int i = 0; i < sentences.size(); i++) {
                assertThat(translator
                                .translateSentences(sentences.subList(i, i + 1), options)
                                .getFirst())
                        .isEqualTo(together.get(i));
            }
        }
    }
}
