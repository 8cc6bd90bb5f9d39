package dev.heed.tokenizer.file;

import dev.heed.tokenizer.pattern.Literal;
import dev.heed.tokenizer.pattern.Regex;
import dev.heed.tokenizer.pattern.TextPattern;

/** {@code {"String": …}} or {@code {"Regex": …}} under the key {@code pattern}. */
final class PatternReader {
    private PatternReader() {}

    static TextPattern read(Settings settings) {
        if (settings.members().get("pattern") instanceof String text) {
            return new Literal(text);
        }
        Settings pattern = settings.section("pattern").only("String", "Regex");
        if (pattern.has("String") == pattern.has("Regex")) {
            throw settings.refusal("pattern", "a String or a Regex");
        }
        return pattern.has("String")
                ? new Literal(pattern.string("String"))
                : new Regex(pattern.string("Regex"), pattern.where() + ": " + pattern.path());
    }
}
