package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.model.Pooling;
import dev.heed.model.folder.ModuleList.Module;
import dev.heed.model.weights.ModelFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The settings of a Pooling module, as versions 2 to 6 write them: a key a kind, or one key with a name or a list. */
final class PoolingConfig {
    private static final Map<String, Pooling.Kind> KEYS = Map.of(
            "pooling_mode_cls_token", Pooling.Kind.CLS,
            "pooling_mode_max_tokens", Pooling.Kind.MAX,
            "pooling_mode_mean_tokens", Pooling.Kind.MEAN,
            "pooling_mode_mean_sqrt_len_tokens", Pooling.Kind.MEAN_SQRT_LENGTH,
            "pooling_mode_weightedmean_tokens", Pooling.Kind.WEIGHTED_MEAN,
            "pooling_mode_lasttoken", Pooling.Kind.LAST_TOKEN);
    private static final Map<String, Pooling.Kind> NAMES = Map.of(
            "cls", Pooling.Kind.CLS,
            "max", Pooling.Kind.MAX,
            "mean", Pooling.Kind.MEAN,
            "mean_sqrt_len_tokens", Pooling.Kind.MEAN_SQRT_LENGTH,
            "weightedmean", Pooling.Kind.WEIGHTED_MEAN,
            "lasttoken", Pooling.Kind.LAST_TOKEN);

    private PoolingConfig() {}

    static Pooling read(ModelFiles files, Module module) {
        String file = module.file("config.json");
        String where = files.path(file);
        JsonObject json = JsonObject.read(files.read(file), where);
        return new Pooling(kinds(json, where), json.bool("include_prompt").orElse(true));
    }

    private static List<Pooling.Kind> kinds(JsonObject json, String where) {
        if (json.has("pooling_mode")) {
            Optional<String> single =
                    json.value("pooling_mode").filter(String.class::isInstance).map(String.class::cast);
            return kinds(single.map(List::of).orElseGet(() -> json.strings("pooling_mode")), where);
        }
        List<Pooling.Kind> kinds = new ArrayList<>();
        for (String key : new TreeSet<>(json.keys())) {
            if (key.startsWith("pooling_mode_") && json.bool(key).orElse(false)) {
                kinds.add(Optional.ofNullable(KEYS.get(key))
                        .orElseThrow(() -> new InvalidFileException(
                                where + ": expected one of " + new TreeSet<>(KEYS.keySet()) + ", got " + key)));
            }
        }
        if (kinds.isEmpty()) {
            throw new InvalidFileException(where + ": expected a pooling_mode that is true, found none");
        }
        kinds.sort(null); // sentence-transformers joins them in this fixed order
        return kinds;
    }

    /** Kinds by their names, in the order listed. */
    static List<Pooling.Kind> kinds(List<String> modes, String where) {
        List<Pooling.Kind> kinds =
                modes.stream().map(mode -> kind(mode, where)).distinct().toList();
        if (kinds.isEmpty() || kinds.size() != modes.size()) {
            throw new InvalidFileException(where + ": pooling: expected one or more different kinds, got " + modes);
        }
        return kinds;
    }

    private static Pooling.Kind kind(String mode, String where) {
        return Optional.ofNullable(NAMES.get(mode))
                .orElseThrow(() -> new InvalidFileException(
                        where + ": pooling: expected one of " + new TreeSet<>(NAMES.keySet()) + ", got " + mode));
    }
}
