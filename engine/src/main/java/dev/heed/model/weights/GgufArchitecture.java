package dev.heed.model.weights;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What llama.cpp calls the models that Heed's families read, and how its names of tensors come from those of their
 * checkpoints (its {@code gguf-py/gguf/tensor_mapping.py}).
 */
enum GgufArchitecture {
    GEMMA3("gemma3", "gemma3_text", false, Names.GATED_AROUND),
    GPT2("gpt2", "gpt2", false, Names.GPT),
    GRANITE("granite", "granite", true, Names.GATED),
    LLAMA("llama", "llama", true, Names.GATED),
    OLMO2("olmo2", "olmo2", false, Names.GATED_AROUND),
    PHI3("phi3", "phi3", false, Names.GATED),
    QWEN2("qwen2", "qwen2", false, Names.GATED),
    QWEN3("qwen3", "qwen3", false, Names.GATED),
    SMOLLM3("smollm3", "smollm3", true, Names.GATED);

    private static final Pattern IN_LAYER = Pattern.compile("(?:layers|h)\\.(\\d+)\\.(.+)\\.(weight|bias)");
    private static final Pattern OUTSIDE = Pattern.compile("(.+)\\.(weight|bias)");
    private static final String PREFIX = "(model|transformer)\\.";

    /** {@code general.architecture}. */
    final String stated;
    /** {@code model_type} of the family. */
    final String family;
    /**
     * Whether the rows of queries and keys were put into the order in which neighbours are turned together: llama.cpp's
     * rope of type NORM.
     */
    final boolean neighbours;

    private final Map<String, String> names;

    GgufArchitecture(String stated, String family, boolean neighbours, Map<String, String> names) {
        this.stated = stated;
        this.family = family;
        this.neighbours = neighbours;
        this.names = names;
    }

    /** Parts of names: of checkpoints, then of GGUF files. */
    private static final class Names {
        static final Map<String, String> GATED = Map.ofEntries(
                Map.entry("embed_tokens", "token_embd"),
                Map.entry("norm", "output_norm"),
                Map.entry("lm_head", "output"),
                Map.entry("input_layernorm", "attn_norm"),
                Map.entry("post_attention_layernorm", "ffn_norm"),
                Map.entry("self_attn.q_proj", "attn_q"),
                Map.entry("self_attn.k_proj", "attn_k"),
                Map.entry("self_attn.v_proj", "attn_v"),
                Map.entry("self_attn.qkv_proj", "attn_qkv"),
                Map.entry("self_attn.o_proj", "attn_output"),
                Map.entry("self_attn.q_norm", "attn_q_norm"),
                Map.entry("self_attn.k_norm", "attn_k_norm"),
                Map.entry("mlp.gate_proj", "ffn_gate"),
                Map.entry("mlp.up_proj", "ffn_up"),
                Map.entry("mlp.gate_up_proj", "ffn_up"),
                Map.entry("mlp.down_proj", "ffn_down"));
        static final Map<String, String> GATED_AROUND = with(
                GATED,
                Map.of(
                        "post_attention_layernorm", "post_attention_norm",
                        "pre_feedforward_layernorm", "ffn_norm",
                        "post_feedforward_layernorm", "post_ffw_norm"));
        static final Map<String, String> GPT = Map.ofEntries(
                Map.entry("wte", "token_embd"),
                Map.entry("wpe", "position_embd"),
                Map.entry("ln_f", "output_norm"),
                Map.entry("lm_head", "output"),
                Map.entry("ln_1", "attn_norm"),
                Map.entry("ln_2", "ffn_norm"),
                Map.entry("attn.c_attn", "attn_qkv"),
                Map.entry("attn.c_proj", "attn_output"),
                Map.entry("mlp.c_fc", "ffn_up"),
                Map.entry("mlp.c_proj", "ffn_down"));

        private static Map<String, String> with(Map<String, String> names, Map<String, String> others) {
            Map<String, String> all = new HashMap<>(names);
            all.putAll(others);
            return Map.copyOf(all);
        }
    }

    /** The architecture of that name in a file. */
    static Optional<GgufArchitecture> of(String stated) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.stated.equals(stated))
                .findFirst();
    }

    /** A checkpoint's tensor as such files name it; empty for those that have no place in them. */
    Optional<String> translated(String tensor) {
        String name = tensor.replaceFirst("^" + PREFIX, "");
        Matcher inLayer = IN_LAYER.matcher(name);
        if (inLayer.matches()) {
            return Optional.ofNullable(names.get(inLayer.group(2)))
                    .map(own -> "blk." + inLayer.group(1) + "." + own + "." + inLayer.group(3));
        }
        Matcher outside = OUTSIDE.matcher(name);
        return outside.matches()
                ? Optional.ofNullable(names.get(outside.group(1))).map(own -> own + "." + outside.group(2))
                : Optional.empty();
    }
}
