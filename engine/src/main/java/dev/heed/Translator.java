package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.generation.Finish;
import dev.heed.generation.search.EncoderDecoder;
import dev.heed.generation.search.Found;
import dev.heed.generation.search.SearchLoop;
import dev.heed.generation.search.SearchSettings;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.model.NotFiniteException;
import dev.heed.model.folder.LoadedTranslation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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
    /** Where nothing says how long a source may be. */
    private static final int USUAL_SOURCE = 1024;
    /** Where nothing bounds a target: so much, and three times its source. */
    private static final int LEAST_TARGET = 50;

    private final TranslationFiles files;
    private final Resources resources;
    private final Kernels kernels;
    private final SourceReader reader;
    private final SearchLoop loop;
    private final boolean stopsLoops;

    private Translator(Builder options) {
        stopsLoops = options.stopsLoops;
        this.resources = new Resources("translator", options.shared, options.threads);
        try {
            kernels = KernelChoice.active();
            files = TranslationFiles.load(
                    options.model, options.precision, kernels, resources.arena(), resources.workers());
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
        LoadedTranslation model = files.model();
        int positions = model.encoder().config().maxPositions();
        int limit = files.form().limit() > 0 ? files.form().limit() : USUAL_SOURCE;
        reader = new SourceReader(files.tokenizers().source(), files.form(), Math.min(limit, positions));
        loop = new SearchLoop(new EncoderDecoder(model.encoder(), model.decoder(), model.head(), resources.workers()));
    }

    /** Opens a model with the default options. */
    public static Translator open(Model model) {
        return builder(model).open();
    }

    /** Options for opening a model. */
    public static Builder builder(Model model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    /** Name of the kernel that computes. */
    public String kernel() {
        return kernels.name();
    }

    /** The precision in use: {@code fp32}, {@code bf16} or {@code int8}. */
    public String precision() {
        return files.format().label();
    }

    /** What the model is. */
    public ModelInfo info() {
        return files.info();
    }

    /** Codes that {@link TranslateOptions#from} takes, sorted; empty for a model that needs none. */
    public List<String> sourceLanguages() {
        return files.form().sources();
    }

    /** Codes that {@link TranslateOptions#to} takes, sorted; empty for a model of one direction. */
    public List<String> targetLanguages() {
        return files.form().targets();
    }

    /** The language that it translates from, as the folder or its name states it; empty where nothing does, or many. */
    public Optional<String> from() {
        return files.form().from();
    }

    /** The language that it translates to, as the folder or its name states it; empty where nothing does, or many. */
    public Optional<String> to() {
        return files.form().to();
    }

    /** The most tokens of a sentence, as {@link #countTokens} counts them. */
    public int maxSourceTokens() {
        return reader.maxTokens();
    }

    /**
     * How many tokens the encoder would read: language codes, the end, and what the options put before it included.
     *
     * @throws IllegalArgumentException if an option does not fit the model
     */
    public int countTokens(String sentence, TranslateOptions options) {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(options, "options");
        resources.checkOpen();
        return reader.count(Languages.of(options, files.form()).prefix() + sentence);
    }

    /**
     * Translates sentences, each by itself.
     *
     * @return one for each, in order; a sentence of nothing but blanks gives nothing, the model is not asked
     * @throws IllegalArgumentException if a sentence has more tokens than {@link #maxSourceTokens} (it is never cut), or an
     *     option does not fit the model
     */
    public List<SentenceTranslation> translateSentences(List<String> sentences, TranslateOptions options) {
        Objects.requireNonNull(sentences, "sentences");
        Objects.requireNonNull(options, "options");
        resources.checkOpen();
        Languages languages = Languages.of(options, files.form());
        List<SourceReader.Read> sources = sentences.stream()
                .map(sentence -> reader.read(languages.prefix(), sentence, languages))
                .toList();
        List<SearchLoop.Job> jobs = new ArrayList<>();
        for (SourceReader.Read source : sources) {
            if (!source.empty()) {
                jobs.add(job(source, options, languages));
            }
        }
        Iterator<Found> found = found(jobs, sentences, sources).iterator();
        List<SentenceTranslation> translations = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            SourceReader.Read source = sources.get(i);
            translations.add(translation(sentences.get(i), source, source.empty() ? null : found.next()));
        }
        return translations;
    }

    private List<Found> found(List<SearchLoop.Job> jobs, List<String> sentences, List<SourceReader.Read> sources) {
        try {
            return loop.run(jobs);
        } catch (NotFiniteException e) {
            int at = IntStream.range(0, sources.size())
                    .filter(i -> !sources.get(i).empty())
                    .skip(e.sequence())
                    .findFirst()
                    .orElseThrow();
            String piece = e.token() < 0
                    ? null
                    : sources.get(at).tokens().get(e.token()).piece();
            throw NamedFault.of(
                    files.info().name(), "the sentence " + NamedFault.shown(sentences.get(at)), e.token(), piece, e);
        }
    }

    private SearchLoop.Job job(SourceReader.Read source, TranslateOptions options, Languages languages) {
        SearchSettings settings = settings(options, languages);
        int positions = files.model().decoder().config().maxPositions() + 1;
        int bound = settings.maxLength() > 0 ? settings.maxLength() : LEAST_TARGET + 3 * source.ids().length;
        int longest = options.maxTokens() == null ? Math.min(bound, positions) : options.maxTokens() + 1;
        var config = files.model().decoder().config();
        long bytes = CrossAttention.bytes(config.layers(), config.attentionHeads(), longest - 1, source.ids().length);
        if (options.attention() && bytes > CrossAttention.MOST_BYTES) {
            throw new IllegalArgumentException("attention: expected at most " + CrossAttention.MOST_BYTES
                    + " bytes of a sentence, got " + bytes + " for " + source.ids().length + " tokens and up to "
                    + (longest - 1) + " written; ask for fewer max tokens");
        }
        return new SearchLoop.Job(source.ids(), settings.maxLength(longest), options.attention());
    }

    /** The model's own settings, where the options say nothing else. */
    private SearchSettings settings(TranslateOptions options, Languages languages) {
        SearchSettings settings = files.settings().stopsLoops(stopsLoops);
        if (options.beams() != null) {
            settings = settings.beams(options.beams());
        }
        if (options.lengthPenalty() != null) {
            settings = settings.lengthPenalty(options.lengthPenalty());
        }
        if (options.noRepeatNgram() != null) {
            settings = settings.noRepeatNgram(options.noRepeatNgram());
        }
        return switch (files.form().scheme()) {
            case SOURCE_BEFORE, SOURCE_BEHIND ->
                settings.forcedFirst(files.form().codes().get(languages.to()));
            case SOURCE_BEHIND_TARGET_STARTS ->
                settings.start(files.form().codes().get(languages.to()));
            case NONE, TARGET_BEFORE -> settings;
        };
    }

    /** @param found null for a sentence of nothing, which is not given to the model */
    private SentenceTranslation translation(String sentence, SourceReader.Read source, Found found) {
        if (found == null) {
            return new SentenceTranslation(sentence, source.tokens(), "", List.of(), 0, Finish.END, null);
        }
        TargetText target =
                TargetText.of(found.ids(), found.logprobs(), files.tokenizers().target());
        CrossAttention attention = found.weights().isEmpty() ? null : new CrossAttention(found.weights());
        return new SentenceTranslation(
                sentence, source.tokens(), target.text(), target.tokens(), found.score(), found.finish(), attention);
    }

    /** Releases the model's files and threads; what is being computed must be over. */
    @Override
    public void close() {
        resources.close();
    }

    @Override
    public String toString() {
        return "Translator[" + files.info().name() + "]";
    }

    /** Options for opening a model. */
    public static final class Builder {
        private final Model model;
        private int threads = Runtime.getRuntime().availableProcessors();
        private SharedThreads shared;
        private Precision precision = Precision.FP32;
        private boolean stopsLoops = true;

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
            precision = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Whether a translation that runs in circles is ended ({@link Finish#LOOP}); default: yes. Without, it goes on to
         * its longest length, as it does in transformers.
         */
        public Builder stopsLoops(boolean stops) {
            stopsLoops = stops;
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
