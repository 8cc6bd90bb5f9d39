package dev.heed.server.program;

import dev.heed.Encoder;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The models that requests may name: those the server was started with, and no others, since a name could be any folder
 * of this machine. Empty until they are open, then unchanging; thread-safe. The models are whose who opened them.
 */
public final class Catalog {
    private final Map<String, String> aliases;
    private volatile List<ServedModel> all = List.of();

    /**
     * Models to be served.
     *
     * @param aliases other names by which requests may ask, each with the model's name
     */
    public Catalog(Map<String, String> aliases) {
        this.aliases = Map.copyOf(aliases);
    }

    /**
     * Puts the models in.
     *
     * @throws IllegalArgumentException if there is none, two have one name, or an alias leads nowhere
     */
    public void fill(List<Encoder> encoders) {
        if (encoders.isEmpty()) {
            throw new IllegalArgumentException("models: expected at least one, got none");
        }
        Map<String, ServedModel> byName = new LinkedHashMap<>();
        for (Encoder encoder : encoders) {
            ServedModel other = byName.putIfAbsent(encoder.model().name(), new ServedModel(encoder));
            if (other != null) {
                throw new IllegalArgumentException("models: expected each under a name of its own, got "
                        + other.name() + " twice (" + place(other.encoder()) + ", " + place(encoder)
                        + "); rename a folder or leave one out");
            }
        }
        aliases.forEach((alias, name) -> {
            if (!byName.containsKey(name)) {
                throw new IllegalArgumentException("alias " + alias + ": expected one of "
                        + String.join(", ", byName.keySet()) + " behind it, got " + name);
            }
        });
        all = List.copyOf(byName.values());
    }

    private static String place(Encoder encoder) {
        String path = encoder.model().path();
        return path == null ? "in memory" : path;
    }

    /** All, in the order given. */
    public List<ServedModel> all() {
        return all;
    }

    /** Other names, each with the model's. */
    public Map<String, String> aliases() {
        return aliases;
    }

    /**
     * The model of a name: its own, an alias, or a name that ends in it behind a slash, as on a hub; case ignored.
     *
     * @param name null for the first
     * @throws Refusal if there is none
     */
    public ServedModel asked(String name) {
        if (name == null) {
            return all.getFirst();
        }
        String own = aliases.getOrDefault(name, name);
        String last = own.substring(own.lastIndexOf('/') + 1);
        for (ServedModel served : all) {
            if (served.name().equalsIgnoreCase(own) || served.name().equalsIgnoreCase(last)) {
                return served;
            }
        }
        List<String> names = new ArrayList<>(all.stream().map(ServedModel::name).toList());
        aliases.keySet().stream().sorted().forEach(names::add);
        throw new Refusal(
                Reason.NO_MODEL,
                "model",
                "expected one of " + String.join(", ", names) + ", got " + name + "; start the server with it");
    }

    /** A prompt that the model's authors named, with the text it stands for; case matters not. */
    static String prompt(ServedModel served, String name) {
        Map<String, String> prompts = served.encoder().model().prompts();
        for (var prompt : prompts.entrySet()) {
            if (prompt.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return prompt.getValue();
            }
        }
        throw new Refusal(
                Reason.MALFORMED,
                "prompt_name",
                prompts.isEmpty()
                        ? "the model names no prompts; give the text itself as prompt"
                        : "expected one of "
                                + String.join(
                                        ", ", prompts.keySet().stream().sorted().toList()) + ", got " + name);
    }
}
