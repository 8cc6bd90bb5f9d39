package dev.heed.server.program;

import dev.heed.GenerationLoop;
import dev.heed.LanguageModel;

/**
 * A language model that is served, and the loop in which the texts of all callers are written side by side.
 *
 * @param loop ended by the server, before the model is closed
 */
public record ServedLanguage(LanguageModel model, GenerationLoop loop) {
    private static final int TOGETHER = 16;
    private static final int WAITING = 64;

    static ServedLanguage of(LanguageModel model) {
        return new ServedLanguage(model, new GenerationLoop(model, TOGETHER, WAITING));
    }

    String name() {
        return model.model().name();
    }
}
