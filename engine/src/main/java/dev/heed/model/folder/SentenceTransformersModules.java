package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.ModelConfig;
import dev.heed.model.Pooling;
import dev.heed.model.weights.ModelFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What sentence-transformers writes beside a model: which modules follow it, its limit, its prompts. */
record SentenceTransformersModules(ModelFiles files) {
    private static final String PROMPTS = "config_sentence_transformers.json";
    private static final String SEQUENCE_LENGTH = "sentence_bert_config.json";

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

    /** Settings by which sentence-transformers changes a text before it is tokenized. */
    void refuseWhatChangesTexts() {
        optional(PROMPTS).flatMap(c -> c.string("default_prompt_name")).ifPresent(name -> {
            throw new InvalidFileException(files.path(PROMPTS) + ": default_prompt_name: expected none, got " + name
                    + "; give the prompt with the text");
        });
        if (optional(SEQUENCE_LENGTH).flatMap(c -> c.bool("do_lower_case")).orElse(false)) {
            throw new InvalidFileException(files.path(SEQUENCE_LENGTH)
                    + ": do_lower_case: expected false, got true; the tokenizer says what is lower-cased");
        }
    }

    int maxTokens(ModelConfig config) {
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
    Pooling pooling() {
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

    static List<Pooling.Kind> kinds(List<String> modes, String where) {
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

    Map<String, String> prompts() {
        return optional(PROMPTS).map(SentenceTransformersModules::prompts).orElse(Map.of());
    }

    static Map<String, String> prompts(JsonObject json) {
        return json.object("prompts").map(SentenceTransformersModules::strings).orElse(Map.of());
    }

    private static Map<String, String> strings(JsonObject object) {
        Map<String, String> strings = new HashMap<>();
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
