package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.NotFiniteException;
import dev.heed.model.PairHead;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.PairPlan;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * A model that reads a question and a text together and says how well the one answers the other: a cross-encoder, as
 * sentence-transformers' {@code CrossEncoder} runs it.
 *
 * <p>Open, use, close. Immutable and thread-safe; a pair gives the same bits alone, in any company, on any number of threads.
 *
 * <pre>{@code
 * try (var reranker = Reranker.open(Models.folder(Path.of("ms-marco-MiniLM-L6-v2")))) {
 *     for (Reranker.Result result : reranker.rank("how long is a year", texts)) {
 *         System.out.println(result.score() + " " + texts.get(result.index()));
 *     }
 * }
 * }</pre>
 *
 * <p>A pair that is longer than the model reads is cut at the longer of the two texts, as the reference does, and says so.
 */
public final class Reranker implements AutoCloseable {
    private static final int GROUP_TOKENS = 512;

    private final ModelInfo info;
    private final LoadedModel model;
    private final PairPlan plan;
    private final PairHead head;
    private final Kernels kernels;
    private final Resources resources;
    private final NumberFormat format;
    private final int maxTokens;
    private final PairTemplate template;

    private Reranker(Builder options) {
        this.resources = new Resources("reranker", options.shared, options.threads);
        try {
            ModelSettings settings = LoadedModel.settings(options.model.files(), options.model.name());
            this.plan = settings.pairs();
            if (plan == null) {
                throw new InvalidFileException("model " + settings.name()
                        + ": expected a reranker, whose config.json names a class …ForSequenceClassification, got "
                        + settings.config().family() + " without one; heed embed makes vectors of texts");
            }
            this.kernels = KernelChoice.active();
            this.format = PrecisionTable.format(options.precision, settings.name(), kernels);
            this.model = LoadedModel.load(
                    options.model.files(), settings, kernels, format, resources.arena(), resources.workers());
            this.head = model.pairHead(options.model.files(), kernels, resources.arena(), resources.workers());
            this.info = options.model.info(model.settings());
            this.template = model.tokenizer().pairTemplate();
            this.maxTokens = limit(options.maxTokens);
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
    }

    private int limit(int asked) {
        int own = model.settings().maxTokens();
        int positions = model.settings().config().maxPositions();
        if (asked != 0 && (asked < template.size() + 2 || asked > positions)) {
            throw new IllegalArgumentException("max tokens: expected " + (template.size() + 2)
                    + " (the special tokens and one of each text) to " + positions + " (the model's positions), got "
                    + asked);
        }
        return asked == 0 ? own : asked;
    }

    /** Opens a model with the default options. */
    public static Reranker open(Model model) {
        return builder(model).open();
    }

    /** Options for opening a model. */
    public static Builder builder(Model model) {
        return new Builder(Objects.requireNonNull(model, "model"));
    }

    /** What the model is. */
    public ModelInfo model() {
        return info;
    }

    /** Name of the kernel that computes. */
    public String kernel() {
        return kernels.name();
    }

    /** The precision in use: {@code fp32}, {@code bf16} or {@code int8}. */
    public String precision() {
        return format.label();
    }

    /** How many numbers it gives a pair: 1 for most rerankers. */
    public int labels() {
        return plan.labels();
    }

    /**
     * What the model says of a pair.
     *
     * @param index position of the text among those given
     * @param scores one a label, after the activation that the model's folder names
     * @param raw the same before it
     * @param tokenCount tokens that the model saw of both, special ones included
     * @param tokensTotal tokens that they have
     */
    public record Result(int index, float[] scores, float[] raw, int tokenCount, int tokensTotal) {
        /** The one label's score. */
        public float score() {
            return scores[0];
        }

        /** Whether something was cut. */
        public boolean truncated() {
            return tokenCount < tokensTotal;
        }
    }

    /** Every text read with the query, in the order given. */
    public List<Result> score(String query, List<String> texts) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(texts, "texts");
        Pair[] pairs = prepare(query, texts).toArray(Pair[]::new);
        int[] starts = groups(pairs);
        Result[] results = new Result[pairs.length];
        boolean one = starts.length == 2;
        (one ? Workers.CALLER_ONLY : resources.workers()).run(starts.length - 1, g -> {
            try {
                run(pairs, starts[g], starts[g + 1], one ? resources.workers() : Workers.CALLER_ONLY, results);
            } catch (NotFiniteException e) {
                throw named(e, pairs, query, texts);
            }
        });
        return List.of(results);
    }

    /** Every text paired with the query, in the order given, to be counted and computed later beside others'. */
    public List<Pair> prepare(String query, List<String> texts) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        Tokenizer tokenizer = model.tokenizer();
        int[] asked = tokenizer.tokenize(query).ids();
        Pair[] pairs = new Pair[texts.size()];
        resources
                .workers()
                .run(
                        pairs.length,
                        i -> pairs[i] =
                                Pair.of(asked, tokenizer.tokenize(texts.get(i)).ids(), template, maxTokens));
        return List.of(pairs);
    }

    /**
     * What the model says of pairs that were made ready, in their order: the bits that {@link #score} gives. They run as one
     * group, however many they are, and an index is a position among them.
     */
    public List<Result> scorePrepared(List<Pair> pairs) {
        Objects.requireNonNull(pairs, "pairs");
        resources.checkOpen();
        Result[] results = new Result[pairs.size()];
        try {
            run(pairs.toArray(Pair[]::new), 0, results.length, resources.workers(), results);
        } catch (NotFiniteException e) {
            throw NamedFault.of(info.name(), pairs.get(e.sequence()).ids(), e);
        }
        return List.of(results);
    }

    private InvalidFileException named(NotFiniteException fault, Pair[] pairs, String query, List<String> texts) {
        int[] ids = pairs[fault.sequence()].ids();
        return NamedFault.of(
                info.name(),
                "the text " + NamedFault.shown(texts.get(fault.sequence())) + " with the query "
                        + NamedFault.shown(query),
                fault.token(),
                fault.token() < 0 ? null : model.tokenizer().piece(ids[fault.token()]),
                fault);
    }

    /**
     * The texts, the best first; equals in the order given.
     *
     * @throws IllegalArgumentException if the model has several labels, which have no one order
     */
    public List<Result> rank(String query, List<String> texts) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(texts, "texts");
        if (plan.labels() != 1) {
            throw new IllegalArgumentException("model " + info.name() + ": expected one label to rank by, it has "
                    + plan.labels() + "; score gives them all");
        }
        List<Result> results = new ArrayList<>(score(query, texts));
        results.sort(Comparator.comparingDouble((Result result) -> -(double) result.raw()[0]));
        return List.copyOf(results);
    }

    private void run(Pair[] pairs, int from, int to, Workers inside, Result[] results) {
        List<Pair> group = Arrays.asList(pairs).subList(from, to);
        TokenBatch ids = TokenBatch.of(group.stream().map(Pair::ids).toList());
        int[] types = model.settings().config().tokenTypes() < 2
                ? null
                : group.stream()
                        .flatMapToInt(pair -> Arrays.stream(pair.types()))
                        .toArray();
        int last = model.settings().config().layers();
        try {
            Matrix hidden = model.encoder()
                    .forward(new TokenBatch(ids.ids(), types, ids.sequences()), last, last, inside)
                    .get(last);
            int row = 0;
            for (int p = 0; p < group.size(); p++) {
                int length = group.get(p).ids().length;
                results[from + p] = result(group.get(p), hidden.rows(row, row + length), p, from);
                row += length;
            }
        } catch (NotFiniteException e) {
            throw e.numbered(from + e.sequence());
        }
    }

    private Result result(Pair pair, Matrix hidden, int place, int from) {
        float[] raw = head.scores(hidden, kernels);
        try {
            NotFiniteException.checked(raw, "the score");
        } catch (NotFiniteException e) {
            throw e.numbered(place);
        }
        float[] scores = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            scores[i] = plan.activation().of(raw[i]);
        }
        return new Result(from + place, scores, raw, pair.ids().length, pair.total());
    }

    /** How pairs are grouped does not show in the result. */
    private static int[] groups(Pair[] pairs) {
        return BatchRunner.groups(
                Arrays.stream(pairs).mapToInt(pair -> pair.ids().length).toArray(), GROUP_TOKENS);
    }

    /**
     * Two texts as the model reads them.
     *
     * @param ids of both, special ones included; not copied, do not change them
     * @param types which of the two each belongs to; likewise
     * @param total tokens they would have without a limit
     */
    public record Pair(int[] ids, int[] types, int total) {
        /** Tokens that the model sees. */
        public int tokenCount() {
            return ids.length;
        }

        /** The longer text is cut first, then both alike: the rule of {@code tokenizers}' longest_first. */
        static Pair of(int[] first, int[] second, PairTemplate template, int maxTokens) {
            int room = maxTokens - template.size();
            int shorter = Math.min(first.length, second.length);
            int longer = Math.max(first.length, second.length);
            if (shorter + longer > room) {
                longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
                if (shorter + longer > room) {
                    shorter = room / 2;
                    longer = shorter + room % 2;
                }
            }
            boolean firstIsLonger = first.length > second.length;
            int[] a = Arrays.copyOf(first, Math.min(first.length, firstIsLonger ? longer : shorter));
            int[] b = Arrays.copyOf(second, Math.min(second.length, firstIsLonger ? shorter : longer));
            PairTemplate.Joined joined = template.join(a, b);
            return new Pair(joined.ids(), joined.typeIds(), first.length + second.length + template.size());
        }
    }

    /** Releases the model's files and the threads; a second call does nothing. */
    @Override
    public void close() {
        resources.close();
    }

    @Override
    public String toString() {
        return "Reranker[" + info.name() + ", kernel " + kernel() + "]";
    }

    /** Options of a {@link Reranker}. Not thread-safe. */
    public static final class Builder {
        private final Model model;
        private int threads = Runtime.getRuntime().availableProcessors();
        private SharedThreads shared; // null for its own
        private int maxTokens; // 0: the model's own
        private Precision precision = Precision.FP32;

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

        /** The most tokens of a pair, special ones included; default: the model's own limit. */
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
         * Opens the model.
         *
         * @throws InvalidFileException if one of its files is missing, wrong or not understood, or it is no reranker
         */
        public Reranker open() {
            return new Reranker(this);
        }

        @Override
        public String toString() {
            return "Reranker.Builder[" + model.name() + "]";
        }
    }
}
