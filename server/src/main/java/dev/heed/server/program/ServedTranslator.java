package dev.heed.server.program;

import dev.heed.Translator;
import dev.heed.translation.TextTranslator;

/** A translator that is served. */
public record ServedTranslator(Translator model, TextTranslator texts) {
    static ServedTranslator of(Translator model) {
        return new ServedTranslator(model, new TextTranslator(model));
    }

    String name() {
        return model.info().name();
    }

    /** The language that it translates from; null where nothing states it. */
    public String from(String asked) {
        return asked == null ? model.from().orElse(null) : asked;
    }

    /** The language that it translates to; null where nothing states it. */
    public String to(String asked) {
        return asked == null ? model.to().orElse(null) : asked;
    }
}
