package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TextHead;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.tensor.Matrix;
import dev.heed.text.Span;
import dev.heed.tokenizer.UserSpecials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;

/**
 * A pretrained encoder: text in, context-aware vectors and their attention out.
 *
 * <p>Open, use, close. Immutable and thread-safe: any number of threads may ask at once; together they use no more than
 * the encoder's own number of threads beside their own. The same text gives the same bits whatever shares its batch,
 * however many threads run, on whichever kernel.
 *
 * <pre>{@code
 * try (var encoder = Encoder.open(Models.minilm())) {
 *     float[] vector = encoder.embed("We sat by the river bank.").vector();
 *     for (WordVector word : encoder.words("We sat by the river bank.")) {
 *         System.out.println(word.word().text() + " " + word.vector(6).length);
 *     }
 *     float[][] weights = encoder.attention("bank grows money").layer(6).head(8).weights().toArrays();
 * }
 * }</pre>
 *
 * <p>Using a closed encoder throws {@link IllegalStateException}.
 */
public final class Encoder implements TextEmbedder {
    private final ModelInfo info;
    private final LoadedModel model;
    private final Kernels kernels;
    private final NumberFormat format;
    private final Resources resources;
    private final TextReader reader;
    private final BatchRunner runner;
    private final WordTable table;
    private final TextHead head;
    private final String prompt;
    private final ModelCard card;
    private StaticTable staticTable; // null until it is asked for

    private Encoder(Builder options) {
        this.resources = new Resources("encoder", options.shared, options.threads);
        try {
            // a cold start feels each: side by side they take as long as the longer
            ModelSettings[] settings = new ModelSettings[1];
            Kernels[] kernels = new Kernels[1];
            resources.workers().run(2, task -> {
                if (task == 0) {
                    settings[0] = LoadedModel.settings(options.model.files(), options.model.name());
                    options.model.refuseTranslation(settings[0]);
                } else {
                    kernels[0] = KernelChoice.active();
                }
            });
            this.kernels = kernels[0];
            this.format = PrecisionTable.format(options.precision, settings[0].name(), kernels[0]);
            this.model = LoadedModel.load(
                    options.model.files(), settings[0], kernels[0], format, resources.arena(), resources.workers());
            this.head = head(options.dimensions);
            this.info = options.model.info(model.settings()).withDimension(dimension(options.dimensions));
            this.prompt = options.prompt == null ? model.settings().prompts().standardText() : options.prompt;
            this.reader = new TextReader(
                    model, options.maxTokens, options.overflow, options.windowOverlap, options.specials, prompt);
            this.card = options.model.card();
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
        this.runner = new BatchRunner(model, resources.workers());
        this.table = new WordTable(info.name(), model.encoder());
    }

    private TextHead head(int dimensions) {
        int whole = model.settings().head().dimension(model.settings().config().hiddenSize());
        if (dimensions > whole) {
            throw new IllegalArgumentException("dimensions: expected at most " + whole + ", as the model "
                    + model.settings().name() + " has, got " + dimensions);
        }
        return dimensions == 0 ? model.textHead() : model.textHead().cutTo(dimensions);
    }

    private int dimension(int dimensions) {
        return dimensions == 0
                ? model.settings().head().dimension(model.settings().config().hiddenSize())
                : dimensions;
    }

    /** Opens a model with the default options. */
    public static Encoder open(Model model) {
        return builder(model).open();
    }

    /** Options for opening a model. */
    public static Builder builder(Model model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    /** What the model is; its limit is the one in force here. */
    @Override
    public ModelInfo model() {
        return info;
    }

    /** What is put before every text: what was asked for, else what the model's folder puts there; empty for nothing. */
    @Override
    public String prompt() {
        return prompt;
    }

    /** Length of tokens' and words' vectors at every layer; a text's own vector ({@link ModelInfo#dimension}) may be longer or shorter. */
    public int hiddenSize() {
        return model.settings().config().hiddenSize();
    }

    /** Whether texts' vectors were asked for with fewer numbers than the model gives ({@link Builder#dimensions}). */
    public boolean shortened() {
        return head.unitAfterCut();
    }

    /** How the model's folder says that its vectors are compared: {@code cosine}, {@code dot}, … */
    public String similarityFunction() {
        return model.settings().similarity();
    }

    /** What the model's authors say of it: languages, licence. */
    public ModelCard card() {
        return card;
    }

    /** Name of the kernel that computes: {@code plain}, {@code vector}, {@code avx2} or {@code avx512}. */
    public String kernel() {
        return kernels.name();
    }

    /** The precision in use: {@code fp32}, {@code bf16} or {@code int8}. */
    public String precision() {
        return format.label();
    }

    /** The text as the model reads it: tokens, words, counts. */
    public TokenizedText tokenize(String text) {
        return read(text).tokenized();
    }

    /**
     * What the model reads at a place of which it knows nothing: the piece for the unknown, such as {@code [UNK]}; empty where
     * a token says more, or none is read. Vectors of such a place tell of what is around it, not of what stands there.
     */
    public Optional<String> unknownPiece(TokenizedText text, Span place) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(place, "place");
        resources.checkOpen();
        List<Token> tokens = text.tokens().stream()
                .filter(token -> token.span() != null && token.span().overlaps(place))
                .toList();
        int unknown = model.tokenizer().unknownId();
        return tokens.isEmpty() || tokens.stream().anyMatch(token -> token.id() != unknown)
                ? Optional.empty()
                : Optional.of(tokens.getFirst().piece());
    }

    /** A text's vector. */
    @Override
    public TextEmbedding embed(String text) {
        return embed(List.of(Objects.requireNonNull(text, "text"))).getFirst();
    }

    /** The vectors of several texts, in their order. A blank text has the vector of the special tokens alone. */
    @Override
    public List<TextEmbedding> embed(List<String> texts) {
        return embed(prompt, texts);
    }

    /**
     * The same behind another prompt than the one in force: {@link ModelInfo#queryPrompt} for what is looked for, say.
     *
     * @param before put before each text; empty for nothing
     */
    @Override
    public List<TextEmbedding> embed(String before, List<String> texts) {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        checkTextsHaveVectors();
        int last = info.layers();
        List<PreparedText> ready =
                texts.stream().map(text -> reader.prepare(before, text)).toList();
        List<float[]> vectors;
        try {
            vectors = runner.run(
                    ready.stream().map(PreparedText::read).toList(), last, last, this::pooled, this::finished);
        } catch (InvalidFileException e) {
            throw withNames(texts, last, e);
        }
        List<TextEmbedding> embeddings = new ArrayList<>(ready.size());
        for (int i = 0; i < ready.size(); i++) {
            PreparedText text = ready.get(i);
            embeddings.add(new TextEmbedding(
                    texts.get(i), vectors.get(i), text.tokenCount(), text.tokensTotal(), text.unknownTokens()));
        }
        return embeddings;
    }

    /** A fault of the model's numbers as it is told of texts that were read with their words: which piece, of which text. */
    private InvalidFileException withNames(List<String> texts, int last, InvalidFileException fault) {
        try {
            runner.run(readAll(texts), last, last, this::pooled, this::finished);
            return fault;
        } catch (InvalidFileException named) {
            return named;
        }
    }

    @Override
    public int count(String before, String text) {
        resources.checkOpen();
        return reader.prepare(before, text).tokenCount();
    }

    private float[] finished(ReadText text, List<float[]> raw) {
        return finite(head.finish(text.windows().mean(raw)));
    }

    private float[] pooled(ReadText text, int window, SortedMap<Integer, Matrix> layers) {
        return head.pooled(layers.get(info.layers()), text.promptTokens(window));
    }

    /**
     * A text made ready, to be computed later beside others', behind the {@link #prompt} in force.
     *
     * @param policy what happens if it is longer than the limit, whatever the encoder's own policy is
     * @param cut which end goes under {@link Overflow#TRUNCATE}
     * @throws IllegalArgumentException if it is too long under {@link Overflow#ERROR}
     */
    public PreparedText prepare(String text, Overflow policy, Cut cut) {
        return prepare(prompt, text, policy, cut);
    }

    /** As above, behind a prompt of its own in place of the one in force; empty for none. */
    public PreparedText prepare(String before, String text, Overflow policy, Cut cut) {
        resources.checkOpen();
        return reader.prepare(before, text, policy, cut);
    }

    /**
     * The same of a text given as ids of this model's own tokens, without the special ones around it.
     *
     * @throws IllegalArgumentException if an id is none of the model's, too
     */
    public PreparedText prepare(int[] ids, Overflow policy, Cut cut) {
        Objects.requireNonNull(ids, "ids");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(cut, "cut");
        resources.checkOpen();
        int size = model.settings().config().vocabularySize();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] < 0 || ids[i] >= size) {
                throw new IllegalArgumentException(
                        "token ids: expected 0 to " + (size - 1) + ", got " + ids[i] + " at position " + i);
            }
        }
        return reader.prepare(ids.clone(), policy, cut);
    }

    /**
     * The vectors of texts that were made ready, in their order: the bits that {@link #embed} gives. They run as one group,
     * however many they are.
     */
    public List<float[]> embedPrepared(List<PreparedText> texts) {
        checkTextsHaveVectors();
        return prepared(texts, this::pooled, this::finished);
    }

    /** The same before the model's last step brings them to length 1; equal where it has no such step. */
    public List<float[]> embedPreparedUnscaled(List<PreparedText> texts) {
        checkTextsHaveVectors();
        return prepared(
                texts,
                this::pooled,
                (text, raw) -> finite(head.finishUnscaled(text.windows().mean(raw))));
    }

    private float[] finite(float[] pooled) {
        try {
            return NotFiniteException.checked(pooled, "a text's vector");
        } catch (NotFiniteException e) {
            throw e.at(info.name(), "");
        }
    }

    /** The last layer's vectors of each token, special ones included, of texts that were made ready; (tokens, dimension). */
    public List<Matrix> tokensPrepared(List<PreparedText> texts) {
        return prepared(
                texts,
                (text, window, layers) -> layers.get(info.layers()),
                (text, parts) ->
                        parts.size() == 1 ? parts.getFirst() : text.windows().merge(parts));
    }

    private <P, T> List<T> prepared(
            List<PreparedText> texts, BatchRunner.Part<P> part, BiFunction<ReadText, List<P>, T> finish) {
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        int last = info.layers();
        return runner.runGroup(texts.stream().map(PreparedText::read).toList(), last, last, part, finish);
    }

    /** Every token of a text with the special ones around it, however long it is. */
    public TokenizedText tokenizeWhole(String text) {
        resources.checkOpen();
        return reader.whole(text);
    }

    /** A text with all its layers. */
    public Encoding encode(String text) {
        return encode(List.of(Objects.requireNonNull(text, "text"))).getFirst();
    }

    /** Several texts with all their layers, in their order. */
    public List<Encoding> encode(List<String> texts) {
        return runner.run(readAll(texts), 0, info.layers(), BatchRunner.ALL, this::encoding);
    }

    /**
     * Several texts with one layer; the layers above are not computed.
     *
     * @throws IllegalArgumentException if the model has no such layer
     */
    public List<Encoding> encode(List<String> texts, int layer) {
        Objects.requireNonNull(texts, "texts");
        checkLayer(layer, 0);
        return runner.run(readAll(texts), layer, layer, BatchRunner.ALL, this::encoding);
    }

    /** The words of a text in their context, at every layer. */
    public List<WordVector> words(String text) {
        return encode(text).words();
    }

    /**
     * The attention inside the model on this text: any layer, any head, the numbers that were used.
     *
     * @throws IllegalArgumentException if the text is read in several windows, which do not attend to each other
     */
    public TextAttention attention(String text) {
        ReadText read = read(text);
        checkOneWindow(read, "attention");
        return attention(read);
    }

    /**
     * How many overlapping windows it takes to read a text to its end, as under {@link Overflow#WINDOW}; 1 for a text that
     * the model reads at once.
     */
    public int windows(String text) {
        resources.checkOpen();
        return reader.windows(text).windows().count();
    }

    /**
     * One window of a text as the model reads it.
     *
     * @param window from 0
     * @throws IllegalArgumentException if there is no such window
     */
    public TokenizedText tokenize(String text, int window) {
        return reader.window(windowed(text, window), window);
    }

    /**
     * The attention inside one window of a text. Tokens of different windows do not attend to each other.
     *
     * @param window from 0
     * @throws IllegalArgumentException if there is no such window
     */
    public TextAttention attention(String text, int window) {
        ReadText all = windowed(text, window);
        TokenizedText tokenized = reader.window(all, window);
        Windows here = all.windows();
        int[] content = Arrays.copyOfRange(all.content(), here.starts()[window], here.ends()[window]);
        return attention(new ReadText(
                tokenized, content, Windows.single(content.length, here.template()), all.promptTokens(window)));
    }

    private ReadText windowed(String text, int window) {
        resources.checkOpen();
        ReadText all = reader.windows(text);
        if (window < 0 || window >= all.windows().count()) {
            throw new IllegalArgumentException(
                    "window: expected 0 to " + (all.windows().count() - 1) + ", got " + window);
        }
        return all;
    }

    private TextAttention attention(ReadText read) {
        List<Matrix> layers = runner.run(
                        List.of(read),
                        0,
                        info.layers(),
                        BatchRunner.ALL,
                        (whole, parts) -> List.copyOf(parts.getFirst().values()))
                .getFirst();
        return new TextAttention(read.tokenized(), table, layers, resources.workers());
    }

    /**
     * The explainer's arithmetic on the model's static vectors, words only, no learned projections; a text of any length.
     *
     * @throws IllegalArgumentException if the text has no word
     */
    public SimpleAttention simpleAttention(String text) {
        resources.checkOpen();
        return SimpleAttention.of(reader.content(text), table);
    }

    /** The words that {@link #simpleAttention} would let attend to each other, in text order; makes no vectors. */
    public List<Word> simpleWords(String text) {
        resources.checkOpen();
        return SimpleAttention.words(reader.content(text));
    }

    /**
     * What changes when a word is left out, for each word of a text: all variants run as one stream without padding.
     *
     * @param chosen position in the text's words of the one whose vector is watched; -1 for the text's alone
     * @throws IllegalArgumentException if there is no such word, or the text is read in several windows
     */
    public LeaveOneOut leaveOneOut(String text, int chosen) {
        ReadText read = read(text);
        checkOneWindow(read, "leave one out");
        int last = info.layers();
        return LeaveOneOut.of(
                read,
                chosen,
                texts -> runner.run(
                        texts,
                        last,
                        last,
                        (each, window, layers) -> layers.get(last),
                        (whole, parts) -> parts.getFirst()),
                tokens -> head.vector(tokens, read.promptTokens()));
    }

    /** How a word differs from text to text; see {@link WordComparison}. */
    public WordComparison compare(String word, List<String> texts) {
        Objects.requireNonNull(word, "word");
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        return WordComparison.of(this, word, texts);
    }

    /** The model's static vectors: the rows of its word table that belong to whole words, copied at the first call. */
    public synchronized StaticTable staticTable() {
        resources.checkOpen();
        if (staticTable == null) {
            staticTable = StaticTable.of(model, reader, resources.workers());
        }
        return staticTable;
    }

    /**
     * The words of the model's own table that are nearest to each vector, by cosine: what a static vector, or one in
     * context, is most like. Whole words only; every row is compared.
     *
     * @param vectors (dimension) each
     * @param count how many for each, largest first
     * @throws IllegalArgumentException if a vector has another dimension
     */
    public List<List<NearWord>> nearestWords(List<float[]> vectors, int count) {
        Objects.requireNonNull(vectors, "vectors");
        resources.checkOpen();
        for (float[] vector : vectors) {
            if (vector.length != model.settings().config().hiddenSize()) {
                throw new IllegalArgumentException("vector: expected "
                        + model.settings().config().hiddenSize() + " numbers, got " + vector.length);
            }
        }
        if (count < 1) {
            throw new IllegalArgumentException("nearest words: expected 1 or more, got " + count);
        }
        return staticTable().nearest(vectors, count);
    }

    /** A reranker reads two texts together: what it makes of one is no vector to compare. */
    private void checkTextsHaveVectors() {
        String other = model.settings().pairs() != null
                ? "reranker; heed rerank asks it"
                : model.settings().sparse() != null
                        ? "sparse one; heed embed --level sparse asks it"
                        : model.settings().multi() != null
                                ? "late-interaction one; heed embed --level multi asks it"
                                : null;
        if (other != null) {
            throw new InvalidFileException(
                    "model " + info.name() + ": expected one that makes vectors of texts, it is a " + other);
        }
    }

    /** Releases the model's files and the threads; a second call does nothing. Passes under way may fail. */
    @Override
    public void close() {
        resources.close();
    }

    private Encoding encoding(ReadText text, List<SortedMap<Integer, Matrix>> parts) {
        return new Encoding(text.tokenized(), text.windows(), parts, head, text.promptTokens(), table);
    }

    private void checkOneWindow(ReadText read, String what) {
        if (read.windows().count() > 1) {
            throw new IllegalArgumentException(what + ": expected a text of at most " + info.maxTokens()
                    + " tokens, got " + read.tokenized().tokensTotal() + "; truncate it or ask window by window");
        }
    }

    private ReadText read(String text) {
        resources.checkOpen();
        return reader.read(text);
    }

    private List<ReadText> readAll(List<String> texts) {
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen(); // also where there is no text
        List<ReadText> read = new ArrayList<>(texts.size());
        texts.forEach(text -> read.add(read(text)));
        return read;
    }

    private void checkLayer(int layer, int first) {
        if (layer < first || layer > info.layers()) {
            throw new IllegalArgumentException("layer: expected " + first + " to " + info.layers() + ", got " + layer);
        }
    }

    @Override
    public String toString() {
        return "Encoder[" + info.name() + ", " + info.dimension() + " numbers, kernel " + kernel() + ", " + precision()
                + "]";
    }

    /** Options of an {@link Encoder}. Not thread-safe. */
    public static final class Builder {
        private final Model model;
        private int threads = Runtime.getRuntime().availableProcessors();
        private SharedThreads shared; // null for its own
        private int maxTokens; // 0: the model's own
        private Overflow overflow = Overflow.TRUNCATE;
        private int windowOverlap = -1; // a quarter of the window
        private UserSpecials specials = UserSpecials.PLAIN_TEXT;
        private Precision precision = Precision.FP32;
        private String prompt; // null for the folder's own
        private int dimensions; // 0 for all

        private Builder(Model model) {
            this.model = model;
        }

        /** The most threads that work at once, the caller's included; default: the processors. */
        public Builder threads(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("threads: expected 1 or more, got " + count);
            }
            this.threads = count;
            return this;
        }

        /** Works on threads that it shares with other engines instead of its own. */
        public Builder threads(SharedThreads threads) {
            this.shared = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /**
         * The most tokens of a text read at once, special ones included; default: the model's own limit. May exceed it
         * up to the model's positions.
         */
        public Builder maxTokens(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("max tokens: expected 1 or more, got " + count);
            }
            this.maxTokens = count;
            return this;
        }

        /** The number format of the products; default: {@link Precision#FP32}. */
        public Builder precision(Precision precision) {
            this.precision = Objects.requireNonNull(precision, "precision");
            return this;
        }

        /**
         * What is put before every text, whose spans still point into the text alone; default: what the model's folder says
         * ({@code default_prompt_name}), mostly nothing. Empty for nothing. {@link ModelInfo#prompts} has what the model's
         * authors put before queries and documents.
         */
        public Builder prompt(String prompt) {
            this.prompt = Objects.requireNonNull(prompt, "prompt");
            return this;
        }

        /** Cuts texts' vectors to their first numbers and brings them to length 1, for models trained for that. */
        public Builder dimensions(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("dimensions: expected 1 or more, got " + count);
            }
            this.dimensions = count;
            return this;
        }

        /** What happens to longer texts; default: {@link Overflow#TRUNCATE}. */
        public Builder overflow(Overflow overflow) {
            this.overflow = Objects.requireNonNull(overflow, "overflow");
            return this;
        }

        /** Tokens that neighbouring windows share under {@link Overflow#WINDOW}; default: a quarter of a window. */
        public Builder windowOverlap(int tokens) {
            if (tokens < 0) {
                throw new IllegalArgumentException("window overlap: expected 0 or more, got " + tokens);
            }
            this.windowOverlap = tokens;
            return this;
        }

        /** Whether {@code [MASK]} and its like in a text are tokens of their own; default: plain text. */
        public Builder userSpecials(UserSpecials specials) {
            this.specials = Objects.requireNonNull(specials, "specials");
            return this;
        }

        /**
         * Opens the model.
         *
         * @throws dev.heed.format.InvalidFileException if one of its files is missing, wrong or not understood
         * @throws IllegalArgumentException if an option does not fit the model
         */
        public Encoder open() {
            return new Encoder(this);
        }

        @Override
        public String toString() {
            return "Encoder.Builder[" + model.name() + "]";
        }
    }
}
