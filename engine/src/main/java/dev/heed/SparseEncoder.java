package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.SpladePlan;
import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.UserSpecials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A model whose vector of a text has a number for each word piece of its vocabulary, nearly all of them zero: SPLADE (Formal
 * et al., 2021), as sentence-transformers' {@code SparseEncoder} runs it. Of each token the masked language model's scores
 * are taken, negative ones as 0, as their logarithm, and the largest (or the sum) over the tokens stands for the text.
 *
 * <p>Open, use, close. Immutable and thread-safe.
 */
public final class SparseEncoder implements AutoCloseable {
    /** Tokens whose scores are held at once: each has as many as there are pieces. */
    private static final int TOKENS_AT_ONCE = 32;

    private final ModelInfo info;
    private final LoadedModel model;
    private final SpladePlan plan;
    private final Kernels kernels;
    private final Resources resources;
    private final TextReader reader;
    private final String prompt;

    private SparseEncoder(Model model, String prompt, Resources resources) {
        this.resources = resources;
        try {
            ModelSettings settings = LoadedModel.settings(model.files(), model.name());
            this.plan = settings.sparse();
            if (plan == null) {
                throw new InvalidFileException("model " + model.name()
                        + ": expected a sparse one, whose modules.json names a SpladePooling, got another kind");
            }
            this.kernels = KernelChoice.active();
            this.model = LoadedModel.loadWithHead(
                    model.files(), settings, kernels, NumberFormat.FP32, resources.arena(), resources.workers());
            this.info = model.info(this.model.settings());
            this.prompt = prompt == null ? settings.prompts().standardText() : prompt;
            this.reader = new TextReader(this.model, 0, Overflow.TRUNCATE, -1, UserSpecials.PLAIN_TEXT, this.prompt);
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
    }

    /** Opens a model. */
    public static SparseEncoder open(Model model) {
        return open(model, null, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Opens a model.
     *
     * @param prompt put before every text; null for what the folder puts there
     * @param threads the most that work at once
     */
    public static SparseEncoder open(Model model, String prompt, int threads) {
        return new SparseEncoder(
                Objects.requireNonNull(model, "model"), prompt, new Resources("encoder", null, threads));
    }

    /** Opens a model that works on threads that it shares with other engines. */
    public static SparseEncoder open(Model model, String prompt, SharedThreads threads) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(threads, "threads");
        return new SparseEncoder(model, prompt, new Resources("encoder", threads, 0));
    }

    /** Name of the kernel that computes. */
    public String kernel() {
        return kernels.name();
    }

    /** What is put before every text; empty for nothing. */
    public String prompt() {
        return prompt;
    }

    /** How many pieces may have a weight. */
    public int pieces() {
        return model.settings().config().vocabularySize();
    }

    /** What the model is. */
    public ModelInfo model() {
        return info;
    }

    /**
     * A piece of the vocabulary and what it weighs in a text.
     *
     * @param id token id
     * @param piece as the vocabulary has it
     * @param weight above 0
     */
    public record Term(int id, String piece, float weight) {}

    /**
     * A text's pieces.
     *
     * @param terms heaviest first, of equals the lower id
     * @param tokenCount tokens that the model saw, special ones included
     * @param tokensTotal tokens that the text has
     */
    public record Sparse(String text, List<Term> terms, int tokenCount, int tokensTotal) {}

    /** The pieces of a text that weigh anything. */
    public Sparse embed(String text) {
        resources.checkOpen();
        PreparedText ready = reader.prepare(prompt, text);
        try {
            return new Sparse(text, terms(ready.read()), ready.tokenCount(), ready.tokensTotal());
        } catch (NotFiniteException e) {
            String piece =
                    e.token() < 0 ? null : model.tokenizer().piece(ready.read().ids(0)[e.token()]);
            throw NamedFault.of(info.name(), "the text " + NamedFault.shown(text), e.token(), piece, e);
        }
    }

    /**
     * A text made ready, to be counted and computed later.
     *
     * @param before put before it; empty for nothing
     * @param policy to cut it or to refuse it if it is too long; windows are not read
     * @throws IllegalArgumentException if it is too long and the policy refuses that
     */
    public PreparedText prepare(String before, String text, Overflow policy, Cut cut) {
        Objects.requireNonNull(policy, "policy");
        resources.checkOpen();
        return reader.prepare(before, text, checked(policy), cut);
    }

    private static Overflow checked(Overflow policy) {
        if (policy == Overflow.WINDOW) {
            throw new IllegalArgumentException(
                    "overflow: expected truncate or error, got window; a sparse model has none");
        }
        return policy;
    }

    /** The pieces that weigh anything of texts that were made ready: the bits that {@link #embed} gives. */
    public List<List<Term>> embedPrepared(List<PreparedText> texts) {
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        List<List<Term>> all = new ArrayList<>(texts.size());
        for (PreparedText text : texts) {
            try {
                all.add(terms(text.read()));
            } catch (NotFiniteException e) {
                throw e.token() < 0
                        ? e.at(info.name(), "")
                        : NamedFault.of(info.name(), e.token(), text.read().ids(0)[e.token()], e);
            }
        }
        return all;
    }

    private List<Term> terms(ReadText read) {
        int[] ids = read.ids(0);
        int last = model.settings().config().layers();
        Matrix hidden = model.encoder()
                .forward(TokenBatch.of(List.of(ids)), last, last, resources.workers())
                .get(last);
        float[] weights = new float[model.settings().config().vocabularySize()];
        for (int from = 0; from < hidden.rows(); from += TOKENS_AT_ONCE) {
            Matrix some = hidden.rows(from, Math.min(hidden.rows(), from + TOKENS_AT_ONCE));
            plan.add(model.head().logits(some, resources.workers(), kernels), weights);
        }
        return terms(weights);
    }

    /** The same of several texts, in their order. */
    public List<Sparse> embed(List<String> texts) {
        Objects.requireNonNull(texts, "texts");
        List<Sparse> all = new ArrayList<>(texts.size());
        texts.forEach(text -> all.add(embed(text)));
        return all;
    }

    private List<Term> terms(float[] weights) {
        NotFiniteException.checked(weights, "the pieces' weights");
        return IntStream.range(0, weights.length)
                .filter(id -> weights[id] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -weights[id]))
                .map(id -> new Term(id, model.tokenizer().piece(id), weights[id]))
                .toList();
    }

    /** Releases the model's files and the threads; a second call does nothing. */
    @Override
    public void close() {
        resources.close();
    }

    @Override
    public String toString() {
        return "SparseEncoder[" + info.name() + ", kernel " + kernel() + "]";
    }
}
