package dev.heed.model;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the settings of a model: a sentence-transformers or Hugging Face folder, or a folder with Heed's own descriptor
 * ({@value #DESCRIPTOR}), which states what an ONNX export leaves out.
 */
final class ModelReader {
    static final String DESCRIPTOR = "heed-model.json";

    private static final String PROMPTS = "config_sentence_transformers.json";
    private static final String SEQUENCE_LENGTH = "sentence_bert_config.json";

    private static final List<String> WEIGHTS = List.of("model.safetensors", "model.onnx", "onnx/model.onnx");
    private static final Map<String, Pooling.Kind> POOLING_KEYS = Map.of(
            "pooling_mode_cls_token", Pooling.Kind.CLS,
            "pooling_mode_max_tokens", Pooling.Kind.MAX,
            "pooling_mode_mean_tokens", Pooling.Kind.MEAN,
            "pooling_mode_mean_sqrt_len_tokens", Pooling.Kind.MEAN_SQRT_LENGTH,
            "pooling_mode_weightedmean_tokens", Pooling.Kind.WEIGHTED_MEAN,
            "pooling_mode_lasttoken", Pooling.Kind.LAST_TOKEN);
    private static final Map<String, Pooling.Kind> POOLING_NAMES = Map.of(
            "cls", Pooling.Kind.CLS,
            "max", Pooling.Kind.MAX,
            "mean", Pooling.Kind.MEAN,
            "mean_sqrt_len_tokens", Pooling.Kind.MEAN_SQRT_LENGTH,
            "weightedmean", Pooling.Kind.WEIGHTED_MEAN,
            "lasttoken", Pooling.Kind.LAST_TOKEN);

    private final ModelFiles files;
    private final String name;

    private ModelReader(ModelFiles files, String name) {
        this.files = files;
        this.name = name;
    }

    static ModelSettings read(ModelFiles files, String name) {
        ModelReader reader = new ModelReader(files, name);
        return files.has(DESCRIPTOR) ? reader.descriptor() : reader.folder();
    }

    private ModelSettings descriptor() {
        String where = files.path(DESCRIPTOR);
        JsonObject json = JsonObject.read(files.read(DESCRIPTOR), where);
        String family = required(json.string("family"), where, "family");
        if (!family.equals("bert")) {
            throw new InvalidFileException(where + ": family: expected bert, got " + family);
        }
        ModelConfig stated = new ModelConfig(
                family,
                0,
                size(json, "hiddenSize", where),
                size(json, "layers", where),
                size(json, "heads", where),
                0,
                HuggingFaceConfig.activation(json.string("activation").orElse("gelu"), "activation", where),
                HuggingFaceConfig.epsilon(json.number("layerNormEpsilon"), "layerNormEpsilon", where),
                0,
                0);
        HuggingFaceConfig.checkHeads(stated.hiddenSize(), "heads", stated.attentionHeads(), where);
        String weights = required(json.string("weights"), where, "weights");
        if (!weights.endsWith(".onnx")) {
            throw new InvalidFileException(where + ": weights: expected an ONNX file, got " + weights
                    + "; other weights are read with a config.json");
        }
        return new ModelSettings(
                json.string("name").orElse(name),
                stated,
                new Pooling(
                        kinds(json.strings("pooling"), where), required(json.bool("normalize"), where, "normalize")),
                size(json, "maxTokens", where),
                weights,
                required(json.string("tokenizer"), where, "tokenizer"),
                json.bool("lowercase").orElse(true),
                prompts(json));
    }

    private static int size(JsonObject json, String key, String where) {
        return HuggingFaceConfig.size(required(json.integer(key), where, key), key, where);
    }

    private ModelSettings folder() {
        if (!files.has("config.json")) {
            throw new InvalidFileException(files.where() + ": expected a model's folder with config.json (or "
                    + DESCRIPTOR + "), found neither");
        }
        refuseWhatChangesTexts();
        ModelConfig config = HuggingFaceConfig.read(files.read("config.json"), files.path("config.json"));
        return new ModelSettings(
                name,
                config,
                pooling(),
                maxTokens(config),
                weights(),
                files.has("tokenizer.json") || !files.has("vocab.txt") ? "tokenizer.json" : "vocab.txt",
                optional("tokenizer_config.json")
                        .flatMap(t -> t.bool("do_lower_case"))
                        .orElse(true),
                optional(PROMPTS).map(ModelReader::prompts).orElse(Map.of()));
    }

    /** Settings by which sentence-transformers changes a text before it is tokenized. */
    private void refuseWhatChangesTexts() {
        optional(PROMPTS).flatMap(c -> c.string("default_prompt_name")).ifPresent(name -> {
            throw new InvalidFileException(files.path(PROMPTS) + ": default_prompt_name: expected none, got " + name
                    + "; give the prompt with the text");
        });
        if (optional(SEQUENCE_LENGTH).flatMap(c -> c.bool("do_lower_case")).orElse(false)) {
            throw new InvalidFileException(files.path(SEQUENCE_LENGTH)
                    + ": do_lower_case: expected false, got true; the tokenizer says what is lower-cased");
        }
    }

    private String weights() {
        return WEIGHTS.stream()
                .filter(files::has)
                .findFirst()
                .orElseThrow(() -> new InvalidFileException(
                        files.where() + ": expected weights in one of " + WEIGHTS + ", found " + otherWeights()));
    }

    private String otherWeights() {
        if (files.has("model.safetensors.index.json")) {
            return "model.safetensors.index.json; weights in several files are not read, save them as one";
        }
        return files.has("pytorch_model.bin")
                ? "pytorch_model.bin; convert it with safetensors, whose files hold no code"
                : "none";
    }

    private int maxTokens(ModelConfig config) {
        Optional<Integer> own = optional(SEQUENCE_LENGTH).flatMap(c -> c.integer("max_seq_length"));
        int limit = own.or(() -> optional("tokenizer_config.json").flatMap(this::modelMaxLength))
                .orElse(config.maxPositions());
        if (limit < 1) {
            throw new InvalidFileException(files.where() + ": max_seq_length: expected 1 or more, got " + limit);
        }
        return Math.min(limit, config.maxPositions());
    }

    /** transformers writes 10³⁰ for "no limit". */
    private Optional<Integer> modelMaxLength(JsonObject tokenizerConfig) {
        double length = tokenizerConfig.number("model_max_length").orElse(1e30);
        return length < Integer.MAX_VALUE ? Optional.of((int) length) : Optional.empty();
    }

    /** Without {@code modules.json} sentence-transformers takes the mean and leaves its length alone. */
    private Pooling pooling() {
        if (!files.has("modules.json")) {
            return new Pooling(List.of(Pooling.Kind.MEAN), false);
        }
        String where = files.path("modules.json");
        List<Pooling.Kind> kinds = List.of();
        boolean normalize = false;
        int position = 0;
        for (JsonObject module : JsonObject.readArray(files.read("modules.json"), where)) {
            String type = required(module.string("type"), where, "type");
            String kind = type.substring(type.lastIndexOf('.') + 1);
            boolean expected = switch (kind) {
                case "Transformer" -> position == 0;
                case "Pooling" -> position == 1;
                case "Normalize" -> position >= 2;
                default -> false;
            };
            if (!expected) {
                throw new InvalidFileException(where + ": expected the modules Transformer, Pooling and, if need be,"
                        + " Normalize, got " + type + " in place " + position);
            }
            String folder = module.string("path").orElse("");
            if (kind.equals("Transformer") && !folder.isEmpty() && !folder.equals(".")) {
                throw new InvalidFileException(
                        where + ": expected the Transformer's files beside modules.json, got the" + " path " + folder);
            }
            if (kind.equals("Pooling")) {
                kinds = poolingKinds(module.string("path").orElse("1_Pooling"));
            }
            normalize |= kind.equals("Normalize");
            position++;
        }
        if (kinds.isEmpty()) {
            throw new InvalidFileException(where + ": expected a Pooling module, found none");
        }
        return new Pooling(kinds, normalize);
    }

    private List<Pooling.Kind> poolingKinds(String folder) {
        String file = folder.isEmpty() ? "config.json" : folder + "/config.json";
        String where = files.path(file);
        JsonObject json = JsonObject.read(files.read(file), where);
        if (json.has("pooling_mode")) {
            Optional<String> single =
                    json.value("pooling_mode").filter(String.class::isInstance).map(String.class::cast);
            return kinds(single.map(List::of).orElseGet(() -> json.strings("pooling_mode")), where);
        }
        List<Pooling.Kind> kinds = new ArrayList<>();
        for (String key : new TreeSet<>(json.keys())) {
            if (key.startsWith("pooling_mode_") && json.bool(key).orElse(false)) {
                kinds.add(Optional.ofNullable(POOLING_KEYS.get(key))
                        .orElseThrow(() -> new InvalidFileException(
                                where + ": expected one of " + new TreeSet<>(POOLING_KEYS.keySet()) + ", got " + key)));
            }
        }
        if (kinds.isEmpty()) {
            throw new InvalidFileException(where + ": expected a pooling_mode that is true, found none");
        }
        kinds.sort(null); // sentence-transformers joins them in this fixed order
        return kinds;
    }

    private static List<Pooling.Kind> kinds(List<String> modes, String where) {
        List<Pooling.Kind> kinds =
                modes.stream().map(mode -> poolingKind(mode, where)).distinct().toList();
        if (kinds.isEmpty() || kinds.size() != modes.size()) {
            throw new InvalidFileException(where + ": pooling: expected one or more different kinds, got " + modes);
        }
        return kinds;
    }

    private static Pooling.Kind poolingKind(String mode, String where) {
        return Optional.ofNullable(POOLING_NAMES.get(mode))
                .orElseThrow(() -> new InvalidFileException(where + ": pooling: expected one of "
                        + new TreeSet<>(POOLING_NAMES.keySet()) + ", got " + mode));
    }

    private static Map<String, String> prompts(JsonObject json) {
        return json.object("prompts").map(ModelReader::strings).orElse(Map.of());
    }

    private static Map<String, String> strings(JsonObject object) {
        Map<String, String> strings = new java.util.HashMap<>();
        object.keys().forEach(key -> object.string(key).ifPresent(value -> strings.put(key, value)));
        return strings;
    }

    private Optional<JsonObject> optional(String file) {
        return files.has(file) ? Optional.of(JsonObject.read(files.read(file), files.path(file))) : Optional.empty();
    }

    private static <T> T required(Optional<T> value, String where, String key) {
        return value.orElseThrow(
                () -> new InvalidFileException(where + ": expected a value for " + key + ", found none"));
    }
}
