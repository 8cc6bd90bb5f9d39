package dev.heed.tokenizer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufFile;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.aligned.ByteAlphabet;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tokenizers of GGUF files on small vocabularies, one for each rule; the answers follow llama.cpp's rules. Real vocabularies
 * with llama.cpp's golden ids are compared by tools/compare-tokenizer/GgufVocabularies.java.
 */
class GgufTokenizerTest {
    private static final int BYTES = 256;

    /** 10 and 11 are {@code <|start|>} and {@code <|end|>}, 12 on: pieces; then all bytes. */
    private static Map<String, Object> byteLevel(String pre) {
        List<String> tokens =
                new ArrayList<>(List.of("<|start|>", "<|end|>", "<tool>", "12", "123", "\u0120a", "->", "abc"));
        int first = tokens.size();
        int[] types = new int[first + BYTES];
        Arrays.fill(types, 1);
        types[0] = 3;
        types[1] = 3;
        types[2] = 4;
        for (int b = 0; b < BYTES; b++) {
            tokens.add(String.valueOf(ByteAlphabet.character(b)));
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model", "gpt2");
        if (pre != null) {
            keys.put("pre", pre);
        }
        keys.put("tokens", tokens);
        keys.put("token_type", types);
        keys.put("merges", List.of("1 2", "12 3", "\u0120 a", "- >"));
        keys.put("bos_token_id", 0);
        keys.put("eos_token_id", 1);
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-2, 0", // digits stay together
        "smollm, 3", // every digit alone
        "qwen2, 3",
        "llama-bpe, 0", // up to three together
        "default, 0"
    })
    void thePreNameSaysHowDigitsAreCut(String pre, int parts) {
        int[] ids = read(byteLevel(pre)).tokenize("123").ids();
        assertThat(ids).hasSize(parts == 0 ? 1 : parts);
        assertThat(ids[0]).isEqualTo(parts == 0 ? 4 : 8 + '1');
    }

    @Test
    void aPieceIsTakenWholeWhereMergesAreIgnored() {
        assertThat(read(byteLevel("llama-bpe")).tokenize("abc").ids()).containsExactly(7);
        assertThat(read(byteLevel("gpt-2")).tokenize("abc").ids()).hasSize(3);
    }

    @Test
    void theStartTokenComesFromTheNameUnlessTheFileSaysOtherwise() {
        assertThat(read(byteLevel("llama-bpe")).template()).isEqualTo(new Template(new int[] {0}, new int[0]));
        assertThat(read(byteLevel("gpt-2")).template().size()).isZero();
        Map<String, Object> keys = byteLevel("llama-bpe");
        keys.put("add_bos_token", false);
        keys.put("add_eos_token", true);
        assertThat(read(keys).template()).isEqualTo(new Template(new int[0], new int[] {1}));
    }

    @Test
    void controlTokensAreNoTextAndUserDefinedOnesAreFoundFirst() {
        Tokenizer tokenizer = read(byteLevel("gpt-2"));
        assertThat(tokenizer.isControl(0)).isTrue();
        assertThat(tokenizer.isControl(2)).isFalse();
        assertThat(tokenizer.tokenize("<tool>->").ids()).containsExactly(2, 6);
        assertThat(tokenizer.tokenize("<|end|>").ids()).doesNotContain(1);
        assertThat(tokenizer.decode(0, 5, 2, 6, 1)).isEqualTo(" a<tool>->");
    }

    @Test
    void sentencePieceMergesByScoreAndFallsBackOnBytes() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model", "llama");
        List<String> tokens =
                new ArrayList<>(List.of("<unk>", "<s>", "</s>", "\u2581", "a", "b", "ab", "\u2581a", "bb"));
        int first = tokens.size();
        for (int b = 0; b < BYTES; b++) {
            tokens.add("<0x%02X>".formatted(b));
        }
        int[] types = new int[tokens.size()];
        Arrays.fill(types, first, types.length, 6);
        Arrays.fill(types, 0, first, 1);
        types[0] = 2;
        types[1] = 3;
        types[2] = 3;
        float[] scores = new float[tokens.size()];
        scores[6] = -2; // ab before ▁a before bb
        scores[7] = -3;
        scores[8] = -4;
        keys.put("tokens", tokens);
        keys.put("token_type", types);
        keys.put("scores", scores);
        keys.put("bos_token_id", 1);
        keys.put("eos_token_id", 2);
        Tokenizer tokenizer = read(keys);
        assertThat(tokenizer.tokenize("abb a").ids()).containsExactly(3, 6, 5, 7);
        assertThat(tokenizer.tokenize("\u00e9").ids()).containsExactly(3, first + 0xC3, first + 0xA9);
        assertThat(tokenizer.tokenize("\u00e9").starts()).containsExactly(0, 0, 0);
        assertThat(tokenizer.decode(tokenizer.tokenize("abb a\u00e9").ids())).isEqualTo("abb a\u00e9");
        assertThat(tokenizer.template()).isEqualTo(new Template(new int[] {1}, new int[0]));
        assertThat(tokenizer.tokenBytes(first + 0xC3)).containsExactly(0xC3);
        keys.put("add_space_prefix", false);
        assertThat(read(keys).tokenize("a").ids()).containsExactly(4);
    }

    @Test
    void bertsWholeWordsAreMarkedInTheFile() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("model", "bert");
        keys.put("tokens", List.of("[UNK]", "[CLS]", "[SEP]", "\u2581bank", "ing", "\u2581."));
        keys.put("token_type", new int[] {3, 3, 3, 1, 1, 1});
        keys.put("unknown_token_id", 0);
        keys.put("cls_token_id", 1);
        keys.put("seperator_token_id", 2);
        Tokenizer tokenizer = read(keys);
        assertThat(tokenizer.tokenize("Banking. ing").ids()).containsExactly(3, 4, 5, 0);
        assertThat(tokenizer.piece(4)).isEqualTo("##ing");
        assertThat(tokenizer.template()).isEqualTo(new Template(new int[] {1}, new int[] {2}));
        PairTemplate.Joined pair = tokenizer.pairTemplate().join(new int[] {3}, new int[] {5});
        assertThat(pair.ids()).containsExactly(1, 3, 2, 5, 2);
        assertThat(pair.typeIds()).containsExactly(0, 0, 0, 1, 1);
    }

    @Test
    void whatIsNotKnownIsRefusedByName() {
        assertThatThrownBy(() -> read(byteLevel("gpt-17")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("gpt-17", "tokenizer.ggml.pre", "llama-bpe");
        Map<String, Object> rwkv = byteLevel("gpt-2");
        rwkv.put("model", "rwkv");
        assertThatThrownBy(() -> read(rwkv)).hasMessageContainingAll("rwkv", "tokenizer.ggml.model");
        Map<String, Object> merges = byteLevel("gpt-2");
        merges.put("merges", List.of("x missing"));
        assertThatThrownBy(() -> read(merges)).hasMessageContainingAll("x missing", "tokenizer.ggml.merges");
        Map<String, Object> types = byteLevel("gpt-2");
        types.put("token_type", new int[] {1});
        assertThatThrownBy(() -> read(types)).hasMessageContaining("tokenizer.ggml.token_type");
        Map<String, Object> start = byteLevel("llama-bpe");
        start.put("bos_token_id", 9999);
        assertThatThrownBy(() -> read(start)).hasMessageContaining("tokenizer.ggml.bos_token_id");
    }

    private static Tokenizer read(Map<String, Object> keys) {
        ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(0).putLong(keys.size());
        keys.forEach((key, value) -> {
            text(out, "tokenizer.ggml." + key);
            switch (value) {
                case String content -> text(out.putInt(8), content);
                case Integer number -> out.putInt(4).putInt(number);
                case Boolean flag -> out.putInt(7).put((byte) (flag ? 1 : 0));
                case int[] numbers -> {
                    out.putInt(9).putInt(5).putLong(numbers.length);
                    Arrays.stream(numbers).forEach(out::putInt);
                }
                case float[] numbers -> {
                    out.putInt(9).putInt(6).putLong(numbers.length);
                    for (float number : numbers) {
                        out.putFloat(number);
                    }
                }
                case List<?> texts -> {
                    out.putInt(9).putInt(8).putLong(texts.size());
                    texts.forEach(content -> text(out, (String) content));
                }
                default -> throw new AssertionError(key);
            }
        });
        byte[] bytes = Arrays.copyOf(out.array(), (out.position() + 31) / 32 * 32);
        return GgufTokenizer.read(
                GgufFile.read(MemorySegment.ofArray(bytes), "x.gguf").metadata(), "x.gguf");
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }
}
