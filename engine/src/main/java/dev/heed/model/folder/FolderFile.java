package dev.heed.model.folder;

import dev.heed.format.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The JSON files of a model's folder, each with the keys that are acted on or change no number, as versions 2 to 6 of
 * sentence-transformers and 4 and 5 of transformers write them; {@code docs/folders.md} and {@code docs/tokenizers.md} say
 * what becomes of each. A key that is in no list is told of by {@link FolderKeys}: nothing that a folder states is passed
 * over in silence.
 *
 * <p>An entry {@code key=value} is of no effect with that value only.
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
    ROUTER("router_config.json", "types", "structure", "parameters", "route_mappings"),
    DROPOUT("config.json of Dropout", "dropout"),
    STATIC("config.json of a static model", "model_type", "normalize", "max_length"),
    DESCRIPTOR(
            "heed-model.json",
            "name",
            "family",
            "weights",
            "tokenizer",
            "lowercase",
            "layers",
            "heads",
            "hiddenSize",
            "activation",
            "layerNormEpsilon",
            "pooling",
            "normalize",
            "maxTokens",
            "prompts",
            "default_prompt_name",
            "languages",
            "license"),
    /** Beside these, whatever a family asks for is known. */
    CONFIG(
            "config.json",
            "_name_or_path",
            "architectures",
            "auto_map",
            "transformers_version",
            "torch_dtype",
            "dtype",
            "use_cache",
            "output_attentions",
            "output_hidden_states",
            "return_dict",
            "problem_type",
            "id2label",
            "label2id",
            "num_labels",
            "classifier_pooling",
            "activation_fn",
            "sentence_transformers",
            "sbert_ce_default_activation_function",
            "model_type",
            "tokenizer_class",
            "tie_word_embeddings",
            "tie_encoder_decoder",
            "initializer_range",
            "initializer_factor",
            "initializer_cutoff_factor",
            "chunk_size_feed_forward",
            "gradient_checkpointing",
            "attention_probs_dropout_prob",
            "hidden_dropout_prob",
            "classifier_dropout",
            "classifier_dropout_prob",
            "attention_dropout",
            "dropout",
            "qa_dropout",
            "seq_classif_dropout",
            "embd_pdrop",
            "attn_pdrop",
            "resid_pdrop",
            "embedding_dropout",
            "mlp_dropout",
            "pooler_dropout",
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "sep_token_id",
            "cls_token_id",
            "mask_token_id",
            "unk_token_id",
            "decoder_start_token_id",
            "finetuning_task",
            "task_specific_params",
            "torchscript",
            "use_bfloat16",
            "is_encoder_decoder=false",
            "is_decoder=false",
            "add_cross_attention=false",
            "cross_attention_hidden_size",
            "summary_type",
            "summary_use_proj",
            "summary_activation",
            "summary_proj_to_labels",
            "summary_first_dropout",
            "summary_last_dropout",
            "directionality",
            "pooler_fc_size",
            "pooler_num_attention_heads",
            "pooler_num_fc_layers",
            "pooler_size_per_head",
            "pooler_type",
            "pooler_hidden_act",
            "pooler_hidden_size",
            "pretraining_tp",
            "deterministic_flash_attn",
            "sparse_prediction",
            "sparse_pred_ignore_index",
            "reference_compile",
            "repad_logits_with_grad",
            "decoder_bias",
            "classifier_bias=false",
            "classifier_activation=gelu",
            "use_flash_attn",
            "fused_bias_fc",
            "fused_dropout_add_ln",
            "use_xentropy",
            "dense_seq_output",
            "pad_vocab_size_multiple",
            "unpad_inputs",
            "use_memory_efficient_attention",
            "pack_qkv",
            "attn_implementation",
            "_attn_implementation_autoset",
            "model_name_or_path",
            "emb_pooler",
            "model_max_length",
            "n_ctx",
            "reorder_and_upcast_attn",
            "original_max_position_embeddings",
            "use_sliding_window=false",
            "legacy",
            "sinusoidal_pos_embds",
            "max_length",
            "min_length",
            "do_sample",
            "temperature",
            "top_k",
            "top_p",
            "typical_p",
            "num_beams",
            "num_beam_groups",
            "num_return_sequences",
            "early_stopping",
            "diversity_penalty",
            "repetition_penalty",
            "length_penalty",
            "no_repeat_ngram_size",
            "encoder_no_repeat_ngram_size",
            "bad_words_ids",
            "prefix",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "remove_invalid_values",
            "exponential_decay_length_penalty",
            "suppress_tokens",
            "begin_suppress_tokens",
            "output_scores",
            "return_dict_in_generate",
            "vision_config",
            "audio_config",
            "image_token_index",
            "image_token_id",
            "boi_token_index",
            "eoi_token_index",
            "mm_tokens_per_image"),
    TOKENIZER(
            "tokenizer_config.json",
            "tokenizer_class",
            "do_lower_case",
            "strip_accents",
            "tokenize_chinese_chars",
            "add_prefix_space",
            "trim_offsets",
            "cls_token",
            "sep_token",
            "unk_token",
            "bos_token",
            "eos_token",
            "pad_token",
            "mask_token",
            "added_tokens_decoder",
            "extra_special_tokens",
            "additional_special_tokens",
            "add_bos_token",
            "add_eos_token",
            "keep_accents",
            "split_by_punct",
            "split_special_tokens",
            "legacy",
            "model_max_length",
            "chat_template",
            "clean_up_tokenization_spaces",
            "errors",
            "padding_side",
            "truncation_side",
            "model_input_names",
            "model_specific_special_tokens",
            "do_basic_tokenize",
            "never_split",
            "backend",
            "max_length",
            "stride",
            "truncation_strategy",
            "name_or_path",
            "is_local",
            "local_files_only",
            "processor_class",
            "auto_map",
            "special_tokens_map_file",
            "tokenizer_file",
            "vocab_file",
            "spm_file",
            "merges_file",
            "use_fast",
            "use_default_system_prompt",
            "sp_model_kwargs",
            "spaces_between_special_tokens",
            "pad_token_type_id",
            "pad_token_id",
            "cls_token_id",
            "sep_token_id",
            "padding",
            "truncation",
            "return_tensors",
            "max_len",
            "extra_ids",
            "remove_space=true",
            "wordpieces_prefix=##",
            "src_lang",
            "tgt_lang",
            "source_lang",
            "target_lang",
            "lang",
            "separate_vocabs"),
    SPECIAL_TOKENS(
            "special_tokens_map.json",
            "bos_token",
            "eos_token",
            "unk_token",
            "sep_token",
            "pad_token",
            "cls_token",
            "mask_token",
            "additional_special_tokens",
            "extra_special_tokens"),
    GENERATION(
            "generation_config.json",
            "_from_model_config",
            "transformers_version",
            "bos_token_id",
            "eos_token_id",
            "pad_token_id",
            "do_sample",
            "temperature",
            "top_k",
            "top_p",
            "min_p",
            "typical_p",
            "epsilon_cutoff",
            "eta_cutoff",
            "repetition_penalty",
            "max_length",
            "max_new_tokens",
            "min_length",
            "min_new_tokens",
            "use_cache",
            "cache_implementation",
            "output_attentions",
            "output_hidden_states",
            "output_scores",
            "return_dict_in_generate",
            "trust_remote_code",
            "transformers.js_config",
            "decoder_start_token_id",
            "num_beams",
            "length_penalty",
            "early_stopping",
            "no_repeat_ngram_size",
            "bad_words_ids",
            "forced_bos_token_id",
            "forced_eos_token_id",
            "renormalize_logits",
            "num_return_sequences",
            "chat_format",
            "max_window_size",
            "stop_words_type");

    private final String title;
    /** Keys, and the one value with which each has no effect; null for any. */
    private final Map<String, String> keys = new LinkedHashMap<>();

    FolderFile(String title, String... entries) {
        this.title = title;
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            keys.put(equals < 0 ? entry : entry.substring(0, equals), equals < 0 ? null : entry.substring(equals + 1));
        }
    }

    /** Keys by file, for the document that lists them. */
    static Map<String, TreeSet<String>> listed() {
        Map<String, TreeSet<String>> listed = new TreeMap<>();
        for (FolderFile file : values()) {
            listed.put(file.title, new TreeSet<>(file.keys.keySet()));
        }
        return listed;
    }

    /** Keys of a document that are in no list; those that say nothing ({@code null}, an empty list) are not among them. */
    TreeSet<String> unknown(JsonObject json) {
        TreeSet<String> unknown = new TreeSet<>();
        for (String key : json.keys()) {
            Object value = json.value(key).orElseThrow();
            if (!saysNothing(value) && !isKnown(key, value)) {
                unknown.add(key);
            }
        }
        return unknown;
    }

    private static boolean saysNothing(Object value) {
        return value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> object && object.isEmpty();
    }

    private boolean isKnown(String key, Object value) {
        if (this == POOLING && key.startsWith("pooling_mode_")) {
            return true; // refused where it is true
        }
        if (this == TOKENIZER && key.endsWith("_token") && !(value instanceof Boolean)) {
            return true; // a control token, whatever it is for
        }
        if (!keys.containsKey(key)) {
            return false;
        }
        String only = keys.get(key);
        return only == null || only.equals(String.valueOf(value));
    }
}
