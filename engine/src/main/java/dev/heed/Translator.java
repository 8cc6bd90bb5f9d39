package dev.heed;

import dev.heed.format.InvalidFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pretrained encoder and decoder: sentences to sentences, and where each new word looked in the source.
 *
 * <p>Open, use, close. Immutable and thread-safe. A sentence has the same translation, bit for bit: alone or among others,
 * in any order, on any number of threads, on any kernel.
 *
 * <pre>{@code
 * try (var translator = Translator.open(Models.folder(Path.of("opus-mt-en-de")))) {
 *     var options = TranslateOptions.DEFAULT.beams(4).attention(true);
 *     for (SentenceTranslation sentence : translator.translateSentences(List.of("We sat by the river bank."), options)) {
 *         System.out.println(sentence.target());
 *     }
 * }
 * }</pre>
 *
 * <p>Using a closed translator throws {@link IllegalStateException}.
 */
public final class Translator implements AutoCloseable {
    private final ModelInfo info;

    private Translator(Builder options) {
        info = options.model.info();
        throw new InvalidFileException("model " + info.name() + ": translation is not read yet");
    }

    /** Opens a model with the default options. */
    public static Translator open(Model model) {
        return builder(model).open();
    }

    /** Options for opening a model. */
    public static Builder builder(Model model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    /** What the model is. */
    public ModelInfo info() {
        return info;
    }

    /** Codes that {@link TranslateOptions#from} takes, sorted; empty for a model that needs none. */
    public List<String> sourceLanguages() {
        return List.of();
    }

    /** Codes that {@link TranslateOptions#to} takes, sorted; empty for a model of one direction. */
    public List<String> targetLanguages() {
        return List.of();
    }

    /** The language that it translates from, as the folder or its name states it; empty where nothing does, or many. */
    public Optional<String> from() {
        return Optional.empty();
    }

    /** The language that it translates to, as the folder or its name states it; empty where nothing does, or many. */
    public Optional<String> to() {
        return Optional.empty();
    }

    /** The most tokens of a sentence, as {@link #countTokens} counts them. */
    public int maxSourceTokens() {
        return 0;
    }

    /** How many tokens the encoder would read, language codes and the end included, without a prefix. */
    public int countTokens(String sentence) {
        return 0;
    }

    /**
     * Translates sentences, each by itself.
     *
     * @return one for each, in order; an empty sentence gives what the model makes of it
     * @throws IllegalArgumentException if a sentence has more tokens than {@link #maxSourceTokens} (it is never cut), or an
     *     option does not fit the model
     */
    public List<SentenceTranslation> translateSentences(List<String> sentences, TranslateOptions options) {
        return List.of();
    }

    /** Releases the model's files and threads; what is being computed must be over. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "Translator[" + info.name() + "]";
    }

    /** Options for opening a model. */
    public static final class Builder {
        private final Model model;
        private int threads = Runtime.getRuntime().availableProcessors();
        private SharedThreads shared;
        private Precision precision = Precision.FP32;

        private Builder(Model model) {
            this.model = model;
        }

        /** How many threads compute; the processors by default. The translations do not change. */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: expected 1 or more, got " + count);
            }
            threads = count;
            return this;
        }

        /** Threads that others use too; they stay open. */
        public Builder threads(SharedThreads threads) {
            shared = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** The number format of the products; default: {@link Precision#FP32}. */
        public Builder precision(Precision format) {
            precision = Objects.requireNonNull(format, "precision");
            return this;
        }

        /** @throws InvalidFileException if the model's files cannot be used */
        public Translator open() {
            return new Translator(this);
        }

        @Override
        public String toString() {
            return "Translator.Builder[" + model.name() + "]";
        }
    }
}
