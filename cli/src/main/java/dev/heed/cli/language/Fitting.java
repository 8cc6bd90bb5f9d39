package dev.heed.cli.language;

import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.cli.console.Streams;

/** Makes prompts fit as the user asked, and says what is left out. */
final class Fitting {
    private Fitting() {}

    static Prompt fitted(LanguageModel model, Prompt prompt, WrittenOptions options, Streams streams) {
        Prompt fitted = model.fit(prompt, options.overflow(), options.maxTokens());
        if (fitted.leftOut() != null) {
            streams.note("prompt: " + prompt.tokens().size() + " tokens, " + model.contextLength()
                    + " fit; left out are the tokens " + (fitted.leftOut().start() + 1) + " to "
                    + fitted.leftOut().end());
        }
        return fitted;
    }
}
