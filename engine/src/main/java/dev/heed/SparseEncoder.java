package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.NotFiniteException;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.SparseStaticFolder;
import dev.heed.model.folder.TokenHeads;
import dev.heed.tokenizer.UserSpecials;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A model whose vector of a text has a number for each word piece of its vocabulary, nearly all of them zero.
 *
 * <p>SPLADE (Formal et al., 2021), as sentence-transformers' {@code SparseEncoder} runs it: of each token the masked language
 * model's scores are taken, negative ones as 0, as their logarithm, and the largest (or the sum) over the tokens stands for the
 * text. Its {@code SparseStaticEmbedding}: pieces that a text has, by a weight that the model keeps for each. BGE-M3's own head
 * ({@code sparse_linear.pt}, Chen et al., 2024): pieces that a text has, by a weight that the encoder gives each token.
 *
 * <p>Open, use, close. Immutable and thread-safe.
 */
public final class SparseEncoder implements AutoCloseable {
    private final ModelInfo info;
    private final SparseForm form;
    private final Kernels kernels;
    private final Resources resources;
    private final TextReader reader;
    private final String prompt;

    private SparseEncoder(Model model, String prompt, Resources resources) {
        this.resources = resources;
        try {
            this.kernels = KernelChoice.active();
            if (SparseStaticFolder.is(model.files())) {
                SparseStaticFolder folder = SparseStaticFolder.read(model.files());
                this.form = new SparseForm.Presence(folder);
                this.info = info(model, folder);
                this.prompt = prompt == null ? folder.prompts().standardText() : prompt;
                this.reader = new TextReader(folder.tokenizer(), folder.maxTokens(), this.prompt);
                return;
            }
            ModelSettings settings = LoadedModel.settings(model.files(), model.name());
            LoadedModel loaded = settings.sparse() == null
                    ? lexical(model, settings)
                    : LoadedModel.loadWithHead(
                            model.files(),
                            settings,
                            kernels,
                            NumberFormat.FP32,
                            resources.arena(),
                            resources.workers());
            this.form = settings.sparse() == null
                    ? new SparseForm.Lexical(
                            loaded,
                            new TokenHeads(model.files())
                                    .weight(settings.config().hiddenSize(), kernels, resources.arena()))
                    : new SparseForm.Splade(loaded, settings.sparse(), kernels);
            this.info = model.info(loaded.settings());
            this.prompt = prompt == null ? settings.prompts().standardText() : prompt;
            this.reader = new TextReader(loaded, 0, Overflow.TRUNCATE, -1, UserSpecials.PLAIN_TEXT, this.prompt);
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
    }

    private LoadedModel lexical(Model model, ModelSettings settings) {
        if (!new TokenHeads(model.files()).weighTokens()) {
            throw new InvalidFileException(
                    "model " + model.name()
                            + ": expected a sparse one (a SpladePooling, a SparseStaticEmbedding, or a sparse_linear.pt), got another kind");
        }
        return LoadedModel.load(
                model.files(), settings, kernels, NumberFormat.FP32, resources.arena(), resources.workers());
    }

    static ModelInfo info(Model model, SparseStaticFolder folder) {
        return new ModelInfo(
                model.name(),
                model.files().onDisk() ? model.files().where() : null,
                ModelKind.SPARSE,
                model.license(),
                "static",
                folder.weights().length,
                0,
                0,
                folder.maxTokens(),
                "none",
                folder.prompts().byName(),
                folder.passedOver());
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
        return form.pieces();
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
     * @param weight not 0; above it but where a model keeps its own for each piece
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
                    e.token() < 0 ? null : form.tokenizer().piece(ready.read().ids(0)[e.token()]);
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
                throw NamedFault.of(info.name(), text.read().ids(0), e);
            }
        }
        return all;
    }

    private List<Term> terms(ReadText read) {
        return terms(form.weights(read.ids(0), resources.workers()));
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
                .filter(id -> weights[id] != 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -weights[id]))
                .map(id -> new Term(id, form.tokenizer().piece(id), weights[id]))
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
