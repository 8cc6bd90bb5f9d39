package dev.heed.spark.model;

import dev.heed.TextEmbedding;
import dev.heed.WordVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What became of one row's text.
 *
 * @param embedding null where words were asked for, or it failed
 * @param words null where a vector was asked for, or it failed
 * @param failure why there is neither; null if there is
 */
public record Answer(TextEmbedding embedding, List<WordVector> words, RuntimeException failure) {
    /** The vectors of texts, in their order; one that fails fails alone. */
    public static List<Answer> vectors(EmbedSettings settings, List<String> texts) {
        ExecutorModel model = ExecutorModel.of(settings);
        return each(
                texts,
                some -> model.embed(settings.prompt(), some).stream()
                        .map(embedding -> new Answer(embedding, null, null))
                        .toList());
    }

    /** The words of texts, in their order; one that fails fails alone. */
    public static List<Answer> words(EmbedSettings settings, List<String> texts) {
        ExecutorModel model = ExecutorModel.of(settings);
        return each(
                texts,
                some -> some.stream()
                        .map(text -> new Answer(null, model.words(text), null))
                        .toList());
    }

    private static List<Answer> each(List<String> texts, Function<List<String>, List<Answer>> batch) {
        try {
            return batch.apply(texts);
        } catch (RuntimeException e) {
            if (texts.size() == 1) {
                return List.of(new Answer(null, null, e));
            }
            List<Answer> answers = new ArrayList<>(texts.size());
            texts.forEach(text -> answers.addAll(each(List.of(text), batch)));
            return answers;
        }
    }
}
