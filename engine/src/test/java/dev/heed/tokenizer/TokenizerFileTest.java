package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tokenizer.json may say, and how each thing that it may not say is refused. */
class TokenizerFileTest {
    private static final String GOOD =
            TestTokenizers.file(TestTokenizers.BERT_NORMALIZER, "", "bank", "##s", "a", "\u00e9", "E");

    /** A change to the good file and what the refusal must name. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault(
                        "\"WordPiece\", \"unk_token\"",
                        "\"Morfessor\", \"unk_token\"",
                        "WordPiece",
                        "Morfessor",
                        "model.type"),
                fault("\"WordPiece\", \"unk_token\"", "\"BPE\", \"unk_token\"", "model.max_input_chars_per_word"),
                fault("\"BertNormalizer\"", "\"NFKX\"", "BertNormalizer", "NFKX", "normalizer.type"),
                fault("\"BertNormalizer\"", "\"NFKC\"", "no such setting", "normalizer.clean_text"),
                fault(
                        "\"BertPreTokenizer\"",
                        "\"UnicodeScripts\"",
                        "Metaspace",
                        "UnicodeScripts",
                        "pre_tokenizer.type"),
                fault("\"BertPreTokenizer\"", "\"Metaspace\"", "a string", "pre_tokenizer.replacement"),
                fault("\"TemplateProcessing\"", "\"Templates\"", "BertProcessing", "Templates", "post_processor.type"),
                fault("\"TemplateProcessing\"", "\"ByteLevel\"", "no such setting", "post_processor.single"),
                fault(
                        "\"type\": \"WordPiece\"}",
                        "\"type\": \"CTC\"}",
                        "a decoder that is known",
                        "CTC",
                        "decoder.type"),
                fault("\"unk_token\": \"[UNK]\"", "\"unk_token\": \"<unk>\"", "<unk>", "model.unk_token"),
                fault("\"unk_token\": \"[UNK]\"", "\"unk_token\": 7", "a string", "model.unk_token"),
                fault("\"bank\": 5", "\"bank\": -5", "bank", "-5"),
                fault("\"bank\": 5", "\"bank\": 2147483647", "bank", "2147483647"),
                fault("\"bank\": 5", "\"bank\": 99999999999999999999999", "bank", "99999999999999999999999"),
                fault("\"bank\": 5", "\"bank\": 5.0", "bank", "5.0"),
                fault("\"bank\": 5", "\"bank\": \"5\"", "bank", "model.vocab"),
                fault("\"bank\": 5", "\"bank\": null", "bank", "model.vocab"),
                fault("\"bank\": 5", "\"bank\": 6", "one piece for each id", "id 6"),
                fault("\"bank\": 5", "\"bank\": 5, \"bank\": 77", "every piece once", "bank", "77"),
                fault("\"bank\": 5", "\"ba\\ud800nk\": 5", "JSON", "surrogate", "line 6"),
                fault("\"vocab\": {", "\"vocab\": [], \"x\": {", "at least one piece"),
                fault("\"vocab\": {", "\"vocab\": [1], \"x\": {", "a piece and its score", "model.vocab"),
                fault(
                        "\"max_input_chars_per_word\": 100",
                        "\"max_input_chars_per_word\": 0",
                        "max_input_chars_per_word"),
                fault(
                        "\"max_input_chars_per_word\": 100",
                        "\"max_input_chars_per_word\": 1e9",
                        "max_input_chars_per_word"),
                fault("\"clean_text\": true", "\"clean_text\": \"yes\"", "normalizer.clean_text", "true or false"),
                fault("\"ids\": [2]", "\"ids\": [99]", "99", "special_tokens.[CLS].ids"),
                fault("\"ids\": [2]", "\"ids\": [-1]", "-1", "special_tokens.[CLS].ids"),
                fault("\"ids\": [2]", "\"ids\": 2", "a list", "special_tokens.[CLS].ids"),
                fault("{\"id\": \"A\"", "{\"id\": \"B\"", "\"A\"", "post_processor.single"),
                fault("\"A\", \"type_id\": 0", "\"A\", \"type_id\": 1", "segment 0", "post_processor.single"),
                fault("{\"id\": \"[CLS]\", \"type_id\"", "{\"id\": \"[BOS]\", \"type_id\"", "[BOS]"),
                fault("{\"id\": 3, \"content\"", "{\"id\": 4, \"content\"", "3", "added_tokens[0].id"),
                fault(
                        "{\"id\": 3, \"content\": \"[SEP]\"",
                        "{\"id\": 3, \"content\": \"sep\"",
                        "[SEP]",
                        "added_tokens[0]"),
                fault("{\"id\": 3, \"content\": \"[SEP]\"", "{\"id\": 9, \"content\": \"\"", "added_tokens[0].content"),
                fault("{\"id\": 3, ", "{\"id\": 3, \"regex\": true, ", "added_tokens[0].regex"),
                fault("{\"id\": 3, ", "{\"id\": 3, \"lstrip\": 1, ", "added_tokens[0].lstrip"),
                fault("\"version\": \"1.0\"", "\"tokens\": [1]", "no other part", "tokens"),
                fault("\"version\": \"1.0\"", "\"model\": {}", "every key once", "model"),
                fault("\"version\": \"1.0\"", "\"version\": " + "[".repeat(100), "JSON", "nesting depth"),
                fault("\"unk_token\": \"[UNK]\"", "\"unk_token\": \"" + "v".repeat(70_000) + "\"", "model.unk_token"),
                fault("\"decoder\":", "\"decoder\"", "JSON", "line 4"));
    }

    private static Arguments fault(String there, String instead, String... named) {
        return Arguments.of(there, instead, named);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsRefusedInOneLineThatNamesIt(String there, String instead, String[] named) {
        assertThat(GOOD).contains(there);
        assertThatThrownBy(() -> TestTokenizers.read(GOOD.replace(there, instead)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("tokenizer.json: expected ")
                .hasMessageContainingAll(named)
                .message()
                .doesNotContain("\n")
                .contains(", got ", "; ")
                .hasSizeLessThan(400);
    }

    /** Every prefix of a file is refused, and nothing but refused. */
    @Test
    void aTruncatedFileIsRefused() {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TokenizerFiles.fromJson(part, "tokenizer.json"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageStartingWith("tokenizer.json: expected ");
        }
    }

    @Test
    void otherBytesThanOneUtf8ObjectAreRefused() {
        assertThatThrownBy(() -> TokenizerFiles.fromJson(new byte[0], "x.json"))
                .hasMessageContainingAll("x.json", "empty");
        assertThatThrownBy(() -> TestTokenizers.read("[]")).hasMessageContainingAll("an object");
        assertThatThrownBy(() -> TestTokenizers.read(GOOD + "{}")).hasMessageContaining("more after it");
        assertThatThrownBy(() -> TokenizerFiles.fromJson(GOOD.getBytes(StandardCharsets.UTF_16LE), "x.json"))
                .isInstanceOf(InvalidFileException.class);
        byte[] latin = GOOD.replace("bank", "b\u00e4nk").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> TokenizerFiles.fromJson(latin, "x.json"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("x.json: expected UTF-8", "(byte " + (GOOD.indexOf("bank") + 1) + ")");
    }

    @Test
    void aByteOrderMarkIsSkippedAndTruncationAndPaddingAreIgnored() {
        Tokenizer tokenizer = TestTokenizers.read("\ufeff" + GOOD);
        assertThat(tokenizer.tokenize("bank banks a").ids()).containsExactly(5, 5, 6, 7);
        assertThat(tokenizer.template()).isEqualTo(new Template(new int[] {2}, new int[] {3}));
    }

    @Test
    void aModelMayKeepCaseAndAccents() {
        Tokenizer tokenizer = TestTokenizers.read(GOOD.replace("\"lowercase\": true", "\"lowercase\": false"));
        assertThat(tokenizer.tokenize("E \u00e9 e Bank bank").ids()).containsExactly(9, 8, 1, 1, 5);
        Tokenizer lower = TestTokenizers.read(GOOD.replace("\"strip_accents\": null", "\"strip_accents\": false"));
        assertThat(lower.tokenize("E \u00c9").ids()).containsExactly(1, 8);
        Tokenizer none = TestTokenizers.read(GOOD.replace(TestTokenizers.BERT_NORMALIZER, "null"));
        assertThat(none.tokenize("E ban\0k").ids()).containsExactly(9, 1);
    }

    @Test
    void withoutCleaningALoneSurrogateIsAReplacementCharacter() {
        String file = TestTokenizers.file("null", "", "\ufffd", "##\ufffd");
        assertThat(TestTokenizers.read(file).tokenize("\ud800\udfff\ude00"))
                .isEqualTo(TestTokenizers.sequence("1 0 3"));
        assertThat(TestTokenizers.read(file).tokenize("\ud800\ud800"))
                .isEqualTo(TestTokenizers.sequence("5 0 1 6 1 2"));
    }

    @Test
    void partsMayBeWrappedInASequenceOfOne() {
        String wrapped = GOOD.replace(
                        TestTokenizers.BERT_NORMALIZER,
                        "{\"type\": \"Sequence\", \"normalizers\": [" + TestTokenizers.BERT_NORMALIZER + "]}")
                .replace(
                        "{\"type\": \"BertPreTokenizer\"}",
                        "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"BertPreTokenizer\"}]}");
        assertThat(TestTokenizers.read(wrapped).tokenize("BANKS").ids()).containsExactly(5, 6);
        String two = wrapped.replace("[{\"type\": \"BertPreTokenizer\"}]", "[{\"type\": \"BertPreTokenizer\"}, {}]");
        assertThatThrownBy(() -> TestTokenizers.read(two)).hasMessageContaining("pre_tokenizer.pretokenizers[1].type");
    }

    @Test
    void theTemplateMayBeBertsOrNone() {
        String bert = "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 3], \"cls\": [\"[CLS]\", 2]}";
        assertThat(TestTokenizers.read(GOOD.replace(TestTokenizers.TEMPLATE, bert))
                        .template())
                .isEqualTo(new Template(new int[] {2}, new int[] {3}));
        assertThat(TestTokenizers.read(GOOD.replace(TestTokenizers.TEMPLATE, "null"))
                        .template()
                        .size())
                .isZero();
        String wrong = bert.replace(", 3]", ", 33]");
        assertThatThrownBy(() -> TestTokenizers.read(GOOD.replace(TestTokenizers.TEMPLATE, wrong)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("post_processor.sep", "33");
    }

    @Test
    void idsMayLeaveGaps() {
        Tokenizer tokenizer = TestTokenizers.read(GOOD.replace("\"bank\": 5", "\"bank\": 40"));
        assertThat(tokenizer.vocabularySize()).isEqualTo(41);
        assertThat(tokenizer.tokenize("banks").ids()).containsExactly(40, 6);
        assertThatThrownBy(() -> tokenizer.piece(5)).isInstanceOf(IllegalArgumentException.class);
    }
}
