package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a model's authors put before texts.
 *
 * @param byName {@code query} → {@code "query: "}
 * @param standard the name of the one that is put before every text where nobody asks for another; null for none
 */
public record Prompts(Map<String, String> byName, String standard) {
    /** None. */
    public static final Prompts NONE = new Prompts(Map.of(), null);

    public Prompts {
        byName = Map.copyOf(byName);
    }

    static Prompts read(JsonObject json, String where) {
        Map<String, String> byName = new TreeMap<>();
        json.object("prompts")
                .ifPresent(prompts ->
                        prompts.keys().forEach(key -> prompts.string(key).ifPresent(value -> byName.put(key, value))));
        String standard = json.string("default_prompt_name").orElse(null);
        if (standard != null && !byName.containsKey(standard)) {
            throw new InvalidFileException(where + ": default_prompt_name: expected one of "
                    + new TreeSet<>(byName.keySet()) + ", got " + standard);
        }
        return new Prompts(byName, standard);
    }

    /** What is put before every text where nobody asks for another; empty for nothing. */
    public String standardText() {
        return standard == null ? "" : byName.get(standard);
    }
}
