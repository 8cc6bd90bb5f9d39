package dev.heed;

import dev.heed.format.Quoted;
import dev.heed.model.folder.SourceForm;
import java.util.List;

/**
 * The languages of a translation, as a model's codes name them.
 *
 * @param from null where the model is told none
 * @param to likewise
 * @param prefix what stands before a source; empty for nothing
 */
record Languages(String from, String to, String prefix) {
    /**
     * Those that are asked for.
     *
     * @throws IllegalArgumentException if the model does not know them, or needs one that is not stated
     */
    static Languages of(TranslateOptions asked, SourceForm form) {
        if (asked.prefix() != null && !form.tasks()) {
            throw new IllegalArgumentException(
                    "task: expected none, the model is told no tasks, got " + Quoted.of(asked.prefix()));
        }
        String prefix = asked.prefix() == null ? "" : asked.prefix();
        return switch (form.scheme()) {
            case NONE -> withoutCodes(asked, form, prefix);
            case TARGET_BEFORE -> {
                stated("from", asked.from(), form.from().orElse(null));
                yield new Languages(null, needed("to", asked.to(), form.targets()), prefix);
            }
            default ->
                new Languages(
                        needed("from", asked.from(), form.sources()), needed("to", asked.to(), form.targets()), prefix);
        };
    }

    private static Languages withoutCodes(TranslateOptions asked, SourceForm form, String prefix) {
        boolean byTask = asked.prefix() == null && !form.prefixes().isEmpty();
        if (!byTask || (asked.from() == null && asked.to() == null)) {
            stated("from", asked.from(), form.from().orElse(null));
            stated("to", asked.to(), form.to().orElse(null));
            return new Languages(null, null, prefix);
        }
        String from = needed("from", asked.from(), form.sources());
        String to = needed("to", asked.to(), form.targets());
        String task = form.prefixes().get(from + "_to_" + to);
        if (task == null) {
            throw new IllegalArgumentException("languages: expected one of "
                    + form.prefixes().keySet().stream().sorted().toList() + ", got " + from + "_to_" + to
                    + "; or state the model's prefix for it");
        }
        return new Languages(null, null, task);
    }

    private static String needed(String what, String language, List<String> codes) {
        if (language == null && codes.size() == 1) {
            return codes.getFirst();
        }
        return SourceForm.code(what, language == null ? "none" : language, codes);
    }

    /** A model of one direction may be told what it does, and nothing else. */
    private static void stated(String what, String language, String own) {
        if (language != null && (own == null || !SourceForm.sameLanguage(language, own))) {
            throw new IllegalArgumentException(what + ": expected "
                    + (own == null
                            ? "none, the model's folder states no languages"
                            : own + ", the model's one language")
                    + ", got " + language);
        }
    }
}
