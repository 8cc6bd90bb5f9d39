package dev.heed.spark.model;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.Models;
import dev.heed.Overflow;
import dev.heed.Precision;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import dev.heed.WordVector;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The model of a JVM: opened by the first task that asks, shared by all, closed by nobody. It has no threads of its own: each
 * task computes on the threads that Spark gave it. Immutable, thread-safe.
 */
public final class ExecutorModel {
    private static final Map<Choice, ExecutorModel> OPEN = new ConcurrentHashMap<>();

    private final Encoder encoder; // null for a static model
    private final StaticEncoder words;

    /** What makes two models different ones. */
    private record Choice(String model, Precision precision, Overflow overflow, int maxTokens, int dimensions) {}

    private ExecutorModel(Choice choice) {
        Model model = Models.find(choice.model());
        boolean fixed = StaticEncoder.reads(model);
        this.words = fixed
                ? StaticEncoder.open(
                        model, null, choice.dimensions(), choice.precision(), choice.overflow(), choice.maxTokens())
                : null;
        this.encoder = fixed ? null : encoder(model, choice);
    }

    private static Encoder encoder(Model model, Choice choice) {
        Encoder.Builder builder =
                Encoder.builder(model).threads(1).precision(choice.precision()).overflow(choice.overflow());
        if (choice.maxTokens() > 0) {
            builder.maxTokens(choice.maxTokens());
        }
        if (choice.dimensions() > 0) {
            builder.dimensions(choice.dimensions());
        }
        return builder.open();
    }

    /**
     * The model of this JVM by these settings.
     *
     * @throws dev.heed.format.InvalidFileException if it is not there or not understood
     */
    public static ExecutorModel of(EmbedSettings settings) {
        return OPEN.computeIfAbsent(
                new Choice(
                        settings.model(),
                        settings.precision(),
                        settings.overflow(),
                        settings.maxTokens(),
                        settings.dimensions()),
                ExecutorModel::new);
    }

    /** How many are open in this JVM. */
    public static int open() {
        return OPEN.size();
    }

    /** Numbers of a vector. */
    public int dimension() {
        return encoder == null ? words.model().dimension() : encoder.model().dimension();
    }

    /** The encoder, which is not to be closed. */
    public Encoder encoder() {
        if (encoder == null) {
            throw new IllegalArgumentException("model " + words.model().name()
                    + ": expected one that reads words in their context, got a static one");
        }
        return encoder;
    }

    /** The vectors of texts. */
    List<TextEmbedding> embed(String prompt, List<String> texts) {
        if (encoder == null) {
            String before =
                    prompt == null ? words.prompt() : words.model().prompts().getOrDefault(prompt, prompt);
            return texts.stream().map(text -> words.embed(before, text)).toList();
        }
        String before =
                prompt == null ? encoder.prompt() : encoder.model().prompts().getOrDefault(prompt, prompt);
        return encoder.embed(before, texts);
    }

    /** The words of a text in their context. */
    List<WordVector> words(String text) {
        return encoder()
                .encode(List.of(text), encoder().model().layers())
                .getFirst()
                .words();
    }
}
