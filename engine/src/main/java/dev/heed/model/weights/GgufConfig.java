package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.gguf.GgufFile;
import dev.heed.format.gguf.GgufMetadata;
import dev.heed.format.gguf.GgufTensor;
import dev.heed.kernel.block.BlockRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The metadata of a GGUF file in the words of {@code config.json}, so that a family has one reader. What such files leave to
 * llama.cpp, as constants of an architecture, stands here.
 */
final class GgufConfig {
    private static final String ROPE = "rope_parameters";

    private final GgufFile file;
    private final GgufMetadata metadata;
    private final GgufArchitecture architecture;
    private final Map<String, Object> config = new HashMap<>();

    private GgufConfig(GgufFile file, GgufArchitecture architecture) {
        this.file = file;
        this.metadata = file.metadata();
        this.architecture = architecture;
    }

    /**
     * What a file says.
     *
     * @throws InvalidFileException naming a key that is missing or of another type
     */
    static JsonObject read(GgufFile file, GgufArchitecture architecture) {
        GgufConfig config = new GgufConfig(file, architecture);
        if (architecture == GgufArchitecture.GPT2) {
            config.gpt2();
        } else {
            config.gated();
        }
        return JsonObject.of(config.config, file.name());
    }

    private String key(String name) {
        return architecture.stated + "." + name;
    }

    private int required(String name) {
        return metadata.requireInteger(key(name));
    }

    private int rows(String tensor) {
        int[] shape = file.require(tensor).shape();
        return shape.length < 2 ? 1 : shape[0];
    }

    private boolean has(String tensor) {
        return file.tensor(tensor).isPresent();
    }

    private void number(String target, String name) {
        metadata.number(key(name)).ifPresent(value -> config.put(target, value));
    }

    private void gpt2() {
        config.put("model_type", architecture.family);
        config.put("vocab_size", rows("token_embd.weight"));
        config.put("n_embd", required("embedding_length"));
        config.put("n_layer", required("block_count"));
        config.put("n_head", required("attention.head_count"));
        config.put("n_positions", required("context_length"));
        config.put("n_inner", rows("blk.0.ffn_up.weight")); // llama.cpp's converter states four times the width, always
        number("layer_norm_epsilon", "attention.layer_norm_epsilon");
        config.put("tie_word_embeddings", !has("output.weight"));
    }

    private void gated() {
        config.put("model_type", architecture.family);
        config.put("vocab_size", rows("token_embd.weight"));
        config.put("hidden_size", required("embedding_length"));
        config.put("num_hidden_layers", required("block_count"));
        config.put("num_attention_heads", heads("attention.head_count"));
        config.put("num_key_value_heads", keyHeads());
        config.put("head_dim", headDim());
        config.put("intermediate_size", heads("feed_forward_length"));
        config.put("max_position_embeddings", required("context_length"));
        config.put("rms_norm_eps", metadata.requireNumber(key("attention.layer_norm_rms_epsilon")));
        config.put("tie_word_embeddings", !has("output.weight"));
        config.put("attention_bias", has("blk.0.attn_q.bias") || has("blk.0.attn_qkv.bias"));
        config.put("mlp_bias", has("blk.0.ffn_down.bias"));
        config.put("rope_interleaved", architecture.neighbours);
        config.put(ROPE, rotary());
        own();
    }

    /** A number for all layers; one for each is read where they are alike. */
    private int heads(String name) {
        if (!metadata.isArray(key(name))) {
            return required(name);
        }
        int[] all = metadata.integers(key(name)).orElseThrow();
        if (all.length == 0 || Arrays.stream(all).distinct().count() > 1) {
            throw new InvalidFileException(file.name() + ": expected one number for all layers for \"" + key(name)
                    + "\", got " + Arrays.toString(all));
        }
        return all[0];
    }

    private int keyHeads() {
        return metadata.has(key("attention.head_count_kv"))
                ? heads("attention.head_count_kv")
                : heads("attention.head_count");
    }

    private int headDim() {
        int size = metadata.integer(key("attention.key_length"))
                .orElseGet(() -> required("embedding_length") / Math.max(1, heads("attention.head_count")));
        int values = metadata.integer(key("attention.value_length")).orElse(size);
        if (values != size) {
            throw new InvalidFileException(file.name() + ": expected values as wide as keys, got "
                    + key("attention.key_length") + " " + size + " and " + key("attention.value_length") + " "
                    + values);
        }
        return size;
    }

    private Map<String, Object> rotary() {
        Map<String, Object> rope = new HashMap<>();
        rope.put("rope_type", metadata.string(key("rope.scaling.type")).orElse("none"));
        metadata.number(key("rope.freq_base")).ifPresent(base -> rope.put("rope_theta", base));
        metadata.integer(key("rope.dimension_count"))
                .ifPresent(width -> rope.put("partial_rotary_factor", width / (double) headDim()));
        metadata.number(key("rope.scaling.factor")).ifPresent(factor -> rope.put("factor", factor));
        metadata.number(key("rope.scaling.original_context_length"))
                .ifPresent(trained -> rope.put("original_max_position_embeddings", (int) trained));
        metadata.number(key("rope.scaling.attn_factor")).ifPresent(factor -> rope.put("attention_factor", factor));
        if (rope.get("rope_type").equals("none")) {
            rope.put("rope_type", "default");
        }
        if (has("rope_freqs.weight")) { // Llama 3's passage, worked out by pair
            rope.put("rope_type", "longrope");
            rope.put("attention_factor", 1.0);
            rope.put("short_factor", numbers("rope_freqs.weight"));
            rope.put("long_factor", numbers("rope_freqs.weight"));
        } else if (has("rope_factors_long.weight")) {
            rope.put("rope_type", "longrope");
            rope.put("short_factor", numbers("rope_factors_short.weight"));
            rope.put("long_factor", numbers("rope_factors_long.weight"));
        }
        return rope;
    }

    private List<Object> numbers(String name) {
        GgufTensor tensor = file.require(name);
        BlockRows row = GgufWeights.rows(file, tensor, tensor.shape());
        float[] values = new float[row.columns()];
        row.copyRow(0, values, 0);
        List<Object> numbers = new ArrayList<>(values.length);
        for (float value : values) {
            numbers.add((double) value);
        }
        return numbers;
    }

    /** What only one architecture has, and what it leaves unsaid. */
    private void own() {
        switch (architecture) {
            case GEMMA3 -> gemma3();
            case GRANITE -> {
                number("embedding_multiplier", "embedding_scale");
                number("attention_multiplier", "attention.scale");
                number("residual_multiplier", "residual_scale");
                number("logits_scaling", "logit_scale");
            }
            case PHI3 ->
                metadata.integer(key("attention.sliding_window"))
                        .filter(window -> window > 0)
                        .ifPresent(window -> config.put("sliding_window", window));
            case SMOLLM3 -> config.put("no_rope_layer_interval", 4);
            default -> {}
        }
    }

    /** Five layers with a window to one without; its largest model alone scales scores by hidden size and heads. */
    private void gemma3() {
        int layers = required("block_count");
        int hidden = required("embedding_length");
        int largest = 62;
        config.put("norms_whole", true);
        config.put("sliding_window_pattern", 6);
        config.put("sliding_window", required("attention.sliding_window"));
        config.put("query_pre_attn_scalar", layers == largest ? hidden / heads("attention.head_count") : headDim());
        config.put(
                "rope_local_base_freq",
                metadata.number(key("rope.freq_base_swa")).orElse(10000));
        number("final_logit_softcapping", "final_logit_softcapping");
    }
}
