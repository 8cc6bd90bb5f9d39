package dev.heed.cli.embed;

import dev.heed.ModelInfo;
import java.util.Optional;

/** What a text is for: models may want something else before each. */
enum Purpose {
    query,
    document;

    /** What the model's authors put before such a text; empty if they say nothing. */
    Optional<String> of(ModelInfo info) {
        return this == query ? info.queryPrompt() : info.documentPrompt();
    }
}
