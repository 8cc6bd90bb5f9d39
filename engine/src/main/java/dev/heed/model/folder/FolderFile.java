package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import dev.heed.format.Quoted;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that sentence-transformers writes beside a model, with every key that one of its versions 2 to 6 writes and what
 * becomes of it; {@code docs/folders.md} says the same for people. A key that is in no list is told of: nothing that a folder
 * states is passed over in silence.
 */
enum FolderFile {
    MODULES("modules.json", "idx", "name", "path", "type", "kwargs"),
    SENTENCE_TRANSFORMERS(
            "config_sentence_transformers.json",
            "__version__",
            "model_type",
            "prompts",
            "default_prompt_name",
            "similarity_fn_name",
            "truncate_dim",
            "activation_fn",
            "query_prefix",
            "document_prefix",
            "query_length",
            "document_length",
            "attend_to_expansion_tokens",
            "attend_to_mask_tokens",
            "do_query_expansion",
            "skiplist_words"),
    LENGTH(
            "sentence_bert_config.json",
            "max_seq_length",
            "do_lower_case",
            "transformer_task",
            "modality_config",
            "module_output_name",
            "model_args",
            "model_kwargs",
            "config_args",
            "config_kwargs",
            "tokenizer_args",
            "processor_kwargs",
            "processing_kwargs",
            "unpad_inputs",
            "track_media_counts",
            "query_length",
            "document_length",
            "query_expansion"),
    POOLING(
            "config.json of Pooling",
            "word_embedding_dimension",
            "embedding_dimension",
            "pooling_mode",
            "pooling_mode_cls_token",
            "pooling_mode_max_tokens",
            "pooling_mode_mean_tokens",
            "pooling_mode_mean_sqrt_len_tokens",
            "pooling_mode_weightedmean_tokens",
            "pooling_mode_lasttoken",
            "include_prompt"),
    NORMALIZE("config.json of Normalize", "module_input_name", "module_output_name"),
    DENSE(
            "config.json of Dense",
            "in_features",
            "out_features",
            "bias",
            "activation_function",
            "module_input_name",
            "module_output_name",
            "use_residual"),
    LAYER_NORM("config.json of LayerNorm", "dimension"),
    SPLADE(
            "config.json of SpladePooling",
            "pooling_strategy",
            "activation_function",
            "embedding_dimension",
            "word_embedding_dimension",
            "chunk_size"),
    MULTI_VECTOR_MASK("config.json of MultiVectorMask", "skiplist_words", "skiplist_tasks", "keep_only_token_ids"),
    ROUTER("router_config.json", "types", "structure", "parameters", "route_mappings");

    private final String title;
    private final TreeSet<String> keys;

    FolderFile(String title, String... keys) {
        this.title = title;
        this.keys = new TreeSet<>(java.util.List.of(keys));
    }

    /** Keys by file, for the document that lists them. */
    static Map<String, TreeSet<String>> listed() {
        Map<String, TreeSet<String>> listed = new TreeMap<>();
        for (FolderFile file : values()) {
            listed.put(file.title, new TreeSet<>(file.keys));
        }
        return listed;
    }

    /** Tells of keys that are in no list. */
    JsonObject known(JsonObject json, String where) {
        for (String key : unknown(json)) {
            System.getLogger(FolderFile.class.getName())
                    .log(
                            Level.WARNING,
                            "{0}",
                            where + ": key " + Quoted.of(key)
                                    + " is not understood and passed over; vectors may differ if it changes them");
        }
        return json;
    }

    /** Keys of a document that are in no list. */
    TreeSet<String> unknown(JsonObject json) {
        TreeSet<String> unknown = new TreeSet<>(json.keys());
        unknown.removeAll(keys);
        unknown.removeIf(key -> this == POOLING && key.startsWith("pooling_mode_")); // refused where it is true
        return unknown;
    }
}
