package dev.heed.cli.embed;

import java.util.List;
import java.util.Map;

/** What a text is for: models may want something else before each. */
enum Purpose {
    query(List.of("query")),
    document(List.of("document", "passage", "corpus"));

    private final List<String> names;

    Purpose(List<String> names) {
        this.names = names;
    }

    /** The first of the names that models' authors give such a prompt; null if they gave none. */
    String of(Map<String, String> prompts) {
        return names.stream()
                .filter(prompts::containsKey)
                .map(prompts::get)
                .findFirst()
                .orElse(null);
    }
}
