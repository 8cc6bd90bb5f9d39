package dev.heed.tokenizer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a folder's files state is done or refused by name. */
class FolderTokenizerTest {
    private static final String VOCAB = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n";
    /** Pieces {@code <unk>} and {@code a}. */
    private static final byte[] SENTENCE_PIECE = {
        10, 9, 10, 5, '<', 'u', 'n', 'k', '>', 24, 2, 10, 8, 10, 1, 'a', 21, 0, 0, (byte) 128, (byte) 191
    };

    private static final String CONFIG = "{\"tokenizer_class\": \"BertTokenizer\"%s}";

    @ParameterizedTest
    @CsvSource({
        "'grün,grun', 'grün', ', \"do_lower_case\": true, \"strip_accents\": false'",
        "'東京,東,京', '東京', ', \"do_lower_case\": true, \"tokenize_chinese_chars\": false'",
        "'Oslo,oslo', 'Oslo', ', \"do_lower_case\": false'"
    })
    void whatTheConfigStatesIsDone(String words, String text, String stated) {
        MemoryFolder folder = MemoryFolder.of(
                "vocab.txt", VOCAB + words.replace(',', '\n'), "tokenizer_config.json", CONFIG.formatted(stated));
        assertThat(folder.tokenizer().tokenize(text).ids()).containsExactly(5);
    }

    @Test
    void theConfigGoesOverTokenizerJsonWhereItStatesSomethingElse() {
        String json = """
                {"normalizer": {"type": "BertNormalizer", "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "Oslo": 1, "oslo": 2}}}""";
        String cased = CONFIG.formatted(", \"do_lower_case\": false");
        assertThat(MemoryFolder.of("tokenizer.json", json)
                        .tokenizer()
                        .tokenize("Oslo")
                        .ids())
                .containsExactly(2);
        assertThat(MemoryFolder.of("tokenizer.json", json, "tokenizer_config.json", cased)
                        .tokenizer()
                        .tokenize("Oslo")
                        .ids())
                .containsExactly(1);
        String silent = CONFIG.formatted("");
        String keeps = json.replace("\"lowercase\": true", "\"lowercase\": false");
        assertThat(MemoryFolder.of("tokenizer.json", keeps, "tokenizer_config.json", silent)
                        .tokenizer()
                        .tokenize("Oslo")
                        .ids())
                .as("where the config is silent the file is followed")
                .containsExactly(1);
    }

    @Test
    void flagsOfTokenizerJsonStandUnlessTheConfigListsTokensWithTheirs() {
        String json = """
                {"added_tokens": [{"id": 1, "content": "<m>", "lstrip": true, "special": true}],
                 "pre_tokenizer": {"type": "WhitespaceSplit"},
                 "model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "<m>": 1, "a": 2}}}""";
        String map = "{\"mask_token\": {\"content\": \"<m>\", \"lstrip\": false, \"normalized\": false}}";
        Tokenizer named = MemoryFolder.of("tokenizer.json", json, "special_tokens_map.json", map)
                .tokenizer();
        assertThat(named.tokenize("a <m>", UserSpecials.AS_TOKENS).starts()).containsExactly(0, 1);
        String config =
                "{\"added_tokens_decoder\": {\"1\": {\"content\": \"<m>\", \"lstrip\": false, \"special\": true}}}";
        Tokenizer listed = MemoryFolder.of("tokenizer.json", json, "tokenizer_config.json", config)
                .tokenizer();
        assertThat(listed.tokenize("a <m>", UserSpecials.AS_TOKENS).starts()).containsExactly(0, 2);
    }

    @Test
    void addedTokensHaveTheIdsThatAreStated() {
        Tokenizer tokenizer = MemoryFolder.of(
                        "vocab.txt",
                        VOCAB + "covid\n",
                        "tokenizer_config.json",
                        CONFIG.formatted(""),
                        "added_tokens.json",
                        "{\"covid19\": 6}")
                .tokenizer();
        assertThat(tokenizer.tokenize("covid19 covid").ids()).containsExactly(6, 5);
        assertThat(tokenizer.isControl(6)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"do_lower_case\": \"yes\"}', do_lower_case",
        "'{\"cls_token\": 7}', cls_token",
        "'{\"cls_token\": \"<missing>\", \"added_tokens_decoder\": {\"x\": {\"content\": \"a\"}}}', added_tokens_decoder",
        "'{\"added_tokens_decoder\": [1]}', added_tokens_decoder",
        "'{\"added_tokens_decoder\": {\"5\": {\"content\": \"two\"}}}', id",
        "'{\"extra_special_tokens\": [7]}', extra_special_tokens",
        "'[]', tokenizer_config.json"
    })
    void whatCannotBeDoneIsRefusedByName(String config, String named) {
        MemoryFolder folder =
                MemoryFolder.of("vocab.txt", VOCAB + "bank\n", "tokenizer_config.json", config, "config.json", "{}");
        assertThatThrownBy(folder::tokenizer)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(named)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void aFolderWithoutATokenizerSaysWhatWouldDo() {
        assertThatThrownBy(() -> new MemoryFolder(Map.of()).tokenizer())
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("tokenizer.json", "vocab.txt", "spiece.model");
        assertThatThrownBy(() -> MemoryFolder.of("vocab.json", "{\"a\": 0}", "merges.txt", "")
                        .tokenizer())
                .hasMessageContainingAll("tokenizer_class", "RobertaTokenizer");
        assertThatThrownBy(() -> MemoryFolder.of("spiece.model", "no model").tokenizer())
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("spiece.model");
    }

    /** Read by the model's own numbers, such a folder would have other ids than its model knows, and nothing would tell. */
    @ParameterizedTest
    @CsvSource({"BigBirdTokenizer", "NllbTokenizer", "PegasusTokenizerFast", "XLNetTokenizer", "MBart50Tokenizer"})
    void aClassThatNumbersPiecesInAWayOfItsOwnIsRefusedByName(String name) {
        MemoryFolder folder = new MemoryFolder(Map.of(
                "spiece.model",
                SENTENCE_PIECE,
                "tokenizer_config.json",
                ("{\"tokenizer_class\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(folder::tokenizer)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("tokenizer_class", "XLMRobertaTokenizer", "got " + name);
    }

    @Test
    void aPieceThatNoTrainingGivesIsNotCutInEveryWay() {
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.writeBytes(SENTENCE_PIECE);
        byte[] piece = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);
        model.writeBytes(new byte[] {10, (byte) 0xF4, (byte) 0xA2, 4, 10, (byte) 0xF0, (byte) 0xA2, 4});
        model.writeBytes(piece);
        MemoryFolder folder = new MemoryFolder(Map.of(
                "tokenizer.model",
                model.toByteArray(),
                "tokenizer_config.json",
                "{\"tokenizer_class\": \"LlamaTokenizer\"}".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(folder::tokenizer)
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected pieces of at most 512 characters, got one of 70000");
    }

    @Test
    void everyCutOfASentencePieceModelIsRefusedOrRead() {
        byte[] model = SENTENCE_PIECE;
        for (int length = 0; length < model.length; length++) {
            byte[] cut = Arrays.copyOf(model, length);
            MemoryFolder folder = new MemoryFolder(Map.of("spiece.model", cut));
            try {
                assertThat(folder.tokenizer()
                                .tokenize("a", UserSpecials.AS_TOKENS)
                                .size())
                        .isLessThan(9);
            } catch (InvalidFileException e) {
                assertThat(e.getMessage()).startsWith("spiece.model: expected ");
            }
        }
    }
}
