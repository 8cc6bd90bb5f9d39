package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.generation.search.SearchSettings;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.blueprint.Translation;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.LoadedTranslation;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.ModelTokenizer;
import dev.heed.model.folder.SourceForm;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.TranslationTokenizers;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The files of a model that translates, read. */
record TranslationFiles(
        ModelInfo info,
        LoadedTranslation model,
        TranslationTokenizers tokenizers,
        SourceForm form,
        SearchSettings settings,
        NumberFormat format) {
    private static final String GENERATION = "generation_config.json";

    static TranslationFiles load(Model model, Precision precision, Kernels kernels, Arena arena, Workers workers) {
        ModelFiles files = model.files();
        ModelSettings settings = LoadedModel.settings(files, model.name());
        model.expect(ModelKind.TRANSLATION, settings);
        SearchSettings search = settings(files, (Translation) settings.blueprint());
        TranslationTokenizers tokenizers = TranslationTokenizers.read(new ModelTokenizer(files))
                .orElseGet(() -> {
                    Tokenizer both = ModelTokenizer.read(files, settings);
                    return new TranslationTokenizers(both, both);
                });
        NumberFormat format = PrecisionTable.format(precision, model.name(), kernels);
        LoadedTranslation loaded =
                LoadedTranslation.read(files, settings, kernels, format, tokenizers.source(), arena, workers);
        check(files, tokenizers.source(), loaded.encoder().config().vocabularySize());
        checkForced(files, search, loaded.decoder().config().vocabularySize());
        return new TranslationFiles(
                model.info(settings),
                loaded,
                tokenizers,
                SourceForm.of(files, settings.config().family(), model.name(), tokenizers.source()),
                search,
                format);
    }

    private static void check(ModelFiles files, Tokenizer tokenizer, int rows) {
        if (tokenizer.vocabularySize() > rows) {
            throw new InvalidFileException(files.where() + ": expected a tokenizer's ids below " + rows
                    + ", the rows of the word table, got " + (tokenizer.vocabularySize() - 1)
                    + "; is it another model's tokenizer?");
        }
    }

    private static void checkForced(ModelFiles files, SearchSettings search, int ids) {
        IntStream.concat(IntStream.of(search.start(), search.forcedFirst()), Arrays.stream(search.forcedLast()))
                .filter(id -> id >= ids)
                .findFirst()
                .ifPresent(id -> {
                    throw new InvalidFileException(files.where() + ": expected start and forced tokens below " + ids
                            + ", what the decoder writes, got " + id
                            + "; its generation_config.json is another model's");
                });
    }

    /** Of {@code generation_config.json} alone where there is one, as in transformers. */
    static SearchSettings settings(ModelFiles files, Translation plan) {
        if (files.has(GENERATION)) {
            return SearchSettings.read(
                    JsonObject.read(files.read(GENERATION), files.path(GENERATION)), files.path(GENERATION));
        }
        String path = files.path("config.json");
        JsonObject config = JsonObject.read(files.read("config.json"), path);
        Map<String, Object> values = new LinkedHashMap<>(plan.generationDefaults());
        config.keys().forEach(key -> values.put(key, config.value(key).orElseThrow()));
        return SearchSettings.read(JsonObject.of(values, path), path);
    }
}
