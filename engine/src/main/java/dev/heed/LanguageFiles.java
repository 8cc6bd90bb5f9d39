package dev.heed;

import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.folder.ChatSettings;
import dev.heed.model.folder.LoadedDecoder;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.ModelTokenizer;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import java.lang.foreign.Arena;

/** A language model's files, read. */
record LanguageFiles(ModelInfo info, LoadedDecoder decoder, Tokenizer tokenizer, ChatSettings chat, int contextLength) {
    /** Tokenizer and weights side by side: a cold start feels each. */
    static LanguageFiles load(Model model, Kernels kernels, NumberFormat format, Arena arena, Workers workers) {
        ModelSettings settings = LoadedModel.settings(model.files(), model.name());
        model.expect(ModelKind.LANGUAGE, settings);
        Tokenizer[] tokenizer = new Tokenizer[1];
        LoadedDecoder[] decoder = new LoadedDecoder[1];
        workers.run(2, task -> {
            if (task == 0) {
                tokenizer[0] = ModelTokenizer.read(model.files(), settings);
            } else {
                decoder[0] = LoadedDecoder.read(model.files(), kernels, format, arena, Workers.CALLER_ONLY);
            }
        });
        return new LanguageFiles(
                model.info(settings),
                decoder[0],
                tokenizer[0],
                ChatSettings.of(model.files(), tokenizer[0]),
                decoder[0].config().maxPositions());
    }
}
