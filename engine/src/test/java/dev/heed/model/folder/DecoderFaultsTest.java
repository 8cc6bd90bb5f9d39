package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.format.gguf.GgufFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a decoder's folder or file says and is not understood is refused by name, in one line. */
class DecoderFaultsTest {
    /** A tiny folder with one thing of its configuration said otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        llama-gqa-tied | "num_key_value_heads": 2 | "num_key_value_heads": 3 | num_key_value_heads: expected a divisor of num_attention_heads 4, got 3
        llama-gqa-tied | "hidden_size": 32 | "hidden_size": 48 | has shape [56, 32], expected [56, 48]
        llama-gqa-tied | "num_hidden_layers": 2 | "num_hidden_layers": 3 | layers.2.
        llama-mha-untied | "rope_type": "default" | "rope_type": "dynamic" | rope_type: expected one of default, linear, llama3, longrope, yarn, got dynamic
        llama-linear-rope | "factor": 4.0 | "factor": 0.0 | factor: expected a number above 0
        gemma3 | "full_attention" | "chunked_attention" | layer_types: expected full_attention or sliding_attention, got chunked_attention
        gemma3 | "attn_logit_softcapping": null | "attn_logit_softcapping": 50.0 | attn_logit_softcapping: expected null
        phi3-longrope | 1.1, | 1.1, 1.15, | short_factor: expected 4 numbers, one a pair, got 5
        gpt2 | "n_head": 4 | "n_head": 5 | n_embd: expected a multiple of n_head 5, got 32
        gpt2 | "add_cross_attention": false | "add_cross_attention": true | only decoders are read
        """)
    void aConfigurationThatIsNotUnderstood(String name, String stated, String other, String message)
            throws IOException {
        var folder = DecoderGoldensTest.GOLDENS.resolve(name);
        String config = Files.readString(folder.resolve("config.json"));
        String compact = config.replaceAll(",\\s+", ", ");
        assertThat(compact).contains(stated);
        ModelFiles files = new ModelFiles.Memory(
                name,
                Map.of(
                        "config.json", compact.replace(stated, other).getBytes(StandardCharsets.UTF_8),
                        "model.safetensors", Files.readAllBytes(folder.resolve("model.safetensors"))));
        assertThatThrownBy(() -> LoadedDecoder.read(files, KernelChoice.active(), Arena.ofAuto(), Workers.CALLER_ONLY))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("\n", "\r");
    }

    @Test
    void anUntiedModelWithoutItsHead() throws IOException {
        var folder = DecoderGoldensTest.GOLDENS.resolve("llama-gqa-tied");
        String config = Files.readString(folder.resolve("config.json"))
                .replace("\"tie_word_embeddings\": true", "\"tie_word_embeddings\": false");
        ModelFiles files = new ModelFiles.Memory(
                "tied",
                Map.of(
                        "config.json", config.getBytes(StandardCharsets.UTF_8),
                        "model.safetensors", Files.readAllBytes(folder.resolve("model.safetensors"))));
        assertThatThrownBy(() -> LoadedDecoder.read(files, KernelChoice.active(), Arena.ofAuto(), Workers.CALLER_ONLY))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("tie_word_embeddings: expected true or a tensor lm_head.weight, got neither");
    }

    private static byte[] gguf() throws IOException {
        return Files.readAllBytes(
                DecoderGoldensTest.GOLDENS.resolve("llama-gqa-tied").resolve("model.gguf"));
    }

    private static int after(byte[] bytes, String text) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(all).contains(text);
        return all.indexOf(text) + text.length();
    }

    private static void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> LoadedDecoder.read(
                        GgufFile.read(MemorySegment.ofArray(bytes), "m.gguf"),
                        KernelChoice.active(),
                        Workers.CALLER_ONLY))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("m.gguf: ")
                .hasMessageContaining(message)
                .hasMessageNotContainingAny("\n", "\r");
    }

    @Test
    void aFileOfAnotherArchitecture() throws IOException {
        byte[] bytes = gguf();
        int at = after(bytes, "general.architecture");
        bytes[at + 12] = 'x'; // of the value, behind its type and length
        assertRefused(bytes, "general.architecture: expected one of gemma3, gpt2, granite, llama");
    }

    @Test
    void aTensorOfATypeThatIsNotRead() throws IOException {
        byte[] bytes = gguf();
        int at = after(bytes, "blk.0.attn_q.weight");
        bytes[at + 4 + 16] = 25; // behind two dimensions: 16-bit integers, as long as BF16
        assertRefused(bytes, "tensor blk.0.attn_q.weight: expected one of the types [F32, F16, BF16, Q8_0");
    }

    @Test
    void aKeyThatIsMissing() throws IOException {
        byte[] bytes = gguf();
        bytes[after(bytes, "llama.block_coun")] = 'x';
        assertRefused(bytes, "expected a key \"llama.block_count\", got none of that name");
    }

    @Test
    void aTensorThatIsMissing() throws IOException {
        byte[] bytes = gguf();
        bytes[after(bytes, "blk.1.ffn_up.weigh")] = 'x';
        assertRefused(bytes, "blk.1.ffn_up.weight");
    }
}
