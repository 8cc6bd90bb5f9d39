package dev.heed;

import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.HeadStep;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.ModelTokenizer;
import dev.heed.model.folder.MultiPlan;
import dev.heed.model.folder.TokenHeads;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A model for late interaction: a text has a vector for each token, and a query and a document are compared token by token
 * (ColBERT: Khattab and Zaharia, 2020), by PyLate's rules. Queries and documents are read differently: each has its marker,
 * a query is filled with masks up to its length, punctuation of a document has no vector. BGE-M3's folder ({@code
 * colbert_linear.pt}; Chen et al., 2024) reads both alike, and each token but the first has a vector.
 *
 * <p>Open, use, close. Immutable and thread-safe.
 *
 * <pre>{@code
 * try (var encoder = MultiVectorEncoder.open(Models.folder(Path.of("colbert")))) {
 *     double score = MultiVectorEncoder.maxSim(
 *             encoder.embedQuery("where is the bank?"), encoder.embedDocument("We sat by the river bank."));
 * }
 * }</pre>
 */
public final class MultiVectorEncoder implements AutoCloseable {
    private final ModelInfo info;
    private final LoadedModel model;
    private final MultiPlan plan;
    /** On the tokens' last states. */
    private final List<HeadStep> steps;
    /** Whether the first special token has no vector: BGE-M3. */
    private final boolean firstLeftOut;

    private final Resources resources;
    private final Kernels kernels;
    private final Reading query;
    private final Reading document;
    private final int filler;

    private MultiVectorEncoder(Model model, Resources resources) {
        this.resources = resources;
        try {
            ModelSettings settings = LoadedModel.settings(model.files(), model.name());
            TokenHeads heads = new TokenHeads(model.files());
            this.firstLeftOut = settings.multi() == null;
            if (firstLeftOut && !heads.haveVectors()) {
                throw new InvalidFileException("model " + model.name()
                        + ": expected one for late interaction (ColBERT, or a colbert_linear.pt), which has vectors of tokens,"
                        + " got another kind");
            }
            this.plan = firstLeftOut ? MultiPlan.ofTokenHeads(settings) : settings.multi();
            this.kernels = KernelChoice.active();
            this.model = LoadedModel.load(
                    model.files(), settings, kernels, NumberFormat.FP32, resources.arena(), resources.workers());
            this.steps = firstLeftOut
                    ? List.of(
                            heads.vector(settings.config().hiddenSize(), kernels, resources.arena()),
                            new HeadStep.Normalize())
                    : this.model.textHead().tokenSteps();
            this.info = model.info(this.model.settings());
            this.query = new Reading(plan.query());
            this.document = new Reading(plan.document());
            this.filler = plan.expansion() == null ? 0 : filler(model);
            checkSeen();
        } catch (Throwable e) {
            resources.close();
            throw e;
        }
    }

    /** Opens a model. */
    public static MultiVectorEncoder open(Model model) {
        return open(model, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Opens a model.
     *
     * @param threads the most that work at once
     */
    public static MultiVectorEncoder open(Model model, int threads) {
        return new MultiVectorEncoder(Objects.requireNonNull(model, "model"), new Resources("encoder", null, threads));
    }

    /** Opens a model that works on threads that it shares with other engines. */
    public static MultiVectorEncoder open(Model model, SharedThreads threads) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(threads, "threads");
        return new MultiVectorEncoder(model, new Resources("encoder", threads, 0));
    }

    /** Name of the kernel that computes. */
    public String kernel() {
        return kernels.name();
    }

    private int filler(Model opened) {
        String token = plan.expansion().token();
        if (token == null) {
            token = ModelTokenizer.maskToken(
                    opened.files().within(model.settings().folder()));
        }
        return id(token);
    }

    private int id(String token) {
        return model.tokenizer()
                .id(token)
                .orElseThrow(() -> new InvalidFileException("model " + info.name()
                        + ": expected its tokenizer to have the token " + token + ", found none"));
    }

    /** Tokens that no other sees must themselves see some: not beyond a window, not behind in a text read forwards. */
    private void checkSeen() {
        boolean narrow = model.encoder().blocks().stream()
                .map(block -> block.attention().operator().mask())
                .anyMatch(mask -> mask instanceof Mask.Causal
                        || plan.expansion() != null
                                && !plan.expansion().attended()
                                && mask instanceof Mask.Window window
                                && window.before() < plan.query().length());
        if (narrow) {
            throw new InvalidFileException(
                    "model " + info.name() + ": expected attention that reaches over a query, got"
                            + " a narrower one; late interaction is not read with it");
        }
    }

    /** What the model is; its most tokens are those of a document. */
    public ModelInfo model() {
        return info;
    }

    /**
     * A token and its vector.
     *
     * @param vector as the model's own head makes it, of length 1 as a rule
     */
    public record TokenVector(Token token, float[] vector) {}

    /**
     * A text's vectors.
     *
     * @param tokens those that count: markers, special ones and a query's masks too, punctuation of a document not
     * @param tokenCount tokens of the text that the model saw, special ones and marker included, masks not
     * @param tokensTotal tokens that the text has, counted likewise
     */
    public record TokenVectors(String text, List<TokenVector> tokens, int tokenCount, int tokensTotal) {
        public TokenVectors {
            tokens = List.copyOf(tokens);
        }
    }

    /**
     * How well a document answers a query: for each token of the query the largest dot product with one of the document's,
     * added up. 0 if either has no tokens. FlagEmbedding's score of BGE-M3 is this, divided by the number of the query's vectors.
     */
    public static double maxSim(TokenVectors query, TokenVectors document) {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(document, "document");
        if (document.tokens().isEmpty()) {
            return 0;
        }
        double sum = 0;
        for (TokenVector asked : query.tokens()) {
            double best = Double.NEGATIVE_INFINITY;
            for (TokenVector given : document.tokens()) {
                best = Math.max(best, Vectors.dot(asked.vector(), given.vector()));
            }
            sum += best;
        }
        return sum;
    }

    /**
     * A text as its side reads it, to be counted, put into a queue and computed beside others'. Immutable.
     */
    public static final class Prepared {
        private final String text;
        private final List<Token> tokens;
        private final int real;
        private final int total;
        private final int seen; // how many tokens, the first, the others attend to
        private final Set<Integer> skipped;

        private Prepared(String text, List<Token> tokens, int real, int total, int seen, Set<Integer> skipped) {
            this.text = text;
            this.tokens = tokens;
            this.real = real;
            this.total = total;
            this.seen = seen;
            this.skipped = skipped;
        }

        /** Tokens of the text that the model sees, special ones and marker included, masks not. */
        public int tokenCount() {
            return real;
        }

        /** Tokens that the text has, counted likewise. */
        public int tokensTotal() {
            return total;
        }

        /** Whether the model does not see all of the text. */
        public boolean truncated() {
            return total > real;
        }

        /** Tokens that pass through the model, a query's masks too. */
        public int work() {
            return tokens.size();
        }

        @Override
        public String toString() {
            return "Prepared[" + real + " of " + total + " tokens]";
        }
    }

    /** The vectors of a query. */
    public TokenVectors embedQuery(String text) {
        return embedPrepared(List.of(prepareQuery(text))).getFirst();
    }

    /** The vectors of a document. */
    public TokenVectors embedDocument(String text) {
        return embedPrepared(List.of(prepareDocument(text))).getFirst();
    }

    /** A query made ready. */
    public Prepared prepareQuery(String text) {
        return prepare(text, query, plan.expansion());
    }

    /** A document made ready. */
    public Prepared prepareDocument(String text) {
        return prepare(text, document, null);
    }

    private Prepared prepare(String text, Reading reading, MultiPlan.Expansion expansion) {
        Objects.requireNonNull(text, "text");
        resources.checkOpen();
        List<Token> tokens = new ArrayList<>();
        int total = reading.read(text, tokens);
        int real = tokens.size();
        while (expansion != null && tokens.size() < expansion.length()) {
            tokens.add(special(filler));
        }
        boolean seen = expansion == null || expansion.attended();
        return new Prepared(text, List.copyOf(tokens), real, total, seen ? tokens.size() : real, reading.skipped);
    }

    /**
     * The vectors of texts that were made ready, in their order: the bits that {@link #embedQuery} and {@link #embedDocument}
     * give. They run as one group, but for queries whose masks nobody sees, which run alone.
     */
    public List<TokenVectors> embedPrepared(List<Prepared> texts) {
        Objects.requireNonNull(texts, "texts");
        resources.checkOpen();
        boolean together = texts.stream().allMatch(text -> text.seen == text.tokens.size());
        if (!together && texts.size() > 1) {
            return texts.stream()
                    .map(text -> embedPrepared(List.of(text)).getFirst())
                    .toList();
        }
        Matrix vectors;
        try {
            vectors = vectors(texts);
        } catch (NotFiniteException e) {
            throw named(e, texts);
        }
        List<TokenVectors> all = new ArrayList<>();
        int row = 0;
        for (Prepared text : texts) {
            List<TokenVector> kept = new ArrayList<>();
            for (int i = 0; i < text.tokens.size(); i++, row++) {
                Token token = text.tokens.get(i);
                if (!(firstLeftOut && i == 0) && !text.skipped.contains(token.id())) {
                    kept.add(new TokenVector(token, vectors.row(row)));
                }
            }
            all.add(new TokenVectors(text.text, kept, text.real, text.total));
        }
        return all;
    }

    /** One row a token, one text after the other. */
    private Matrix vectors(List<Prepared> texts) {
        int last = model.settings().config().layers();
        int[] ids = texts.stream()
                .flatMap(text -> text.tokens.stream())
                .mapToInt(Token::id)
                .toArray();
        int[] lengths = texts.stream().mapToInt(Prepared::work).toArray();
        int[] seen = texts.stream().mapToInt(text -> text.seen).toArray();
        var batch = new TokenBatch(ids, null, Sequences.across(lengths, seen));
        Matrix rows =
                model.encoder().forward(batch, last, last, resources.workers()).get(last);
        for (HeadStep step : steps) {
            rows = step.apply(rows);
        }
        return NotFiniteException.checked(rows, "the tokens' vectors", batch.sequences());
    }

    /** Of several texts none is told: they may be of other callers. */
    private InvalidFileException named(NotFiniteException fault, List<Prepared> texts) {
        Prepared text = texts.get(fault.sequence());
        Token token = text.tokens.get(fault.token());
        return texts.size() == 1
                ? NamedFault.of(
                        info.name(), "the text " + NamedFault.shown(text.text), fault.token(), token.piece(), fault)
                : NamedFault.of(info.name(), fault.token(), token.id(), fault);
    }

    private Token special(int id) {
        return new Token(null, model.tokenizer().piece(id), id, null, true);
    }

    /** How one kind of texts becomes tokens. */
    private final class Reading {
        final Set<Integer> skipped = new HashSet<>();
        private final String prompt;
        private final int width;
        private final Template template;
        private final List<Token> before = new ArrayList<>();

        Reading(MultiPlan.Side side) {
            Tokenizer tokenizer = model.tokenizer();
            this.prompt = side.prompt();
            this.template = tokenizer.template();
            side.skipped().forEach(word -> tokenizer.id(word).ifPresent(skipped::add));
            Arrays.stream(template.prefix()).forEach(id -> before.add(special(id)));
            if (side.marker() != null) {
                if (before.size() != 1) {
                    throw new InvalidFileException("model " + info.name()
                            + ": expected one special token before a text, behind which its marker goes, got "
                            + before.size());
                }
                before.add(special(marker(side.marker())));
            }
            this.width = side.length() - before.size() - template.suffix().length;
            if (width < 0) {
                throw new InvalidFileException("model " + info.name() + ": expected queries and documents of at least "
                        + (side.length() - width) + " tokens, the special ones, got " + side.length());
            }
        }

        /** As PyLate adds it to the vocabulary, with the blank behind it, or as the vocabulary had it without. */
        private int marker(String marker) {
            return model.tokenizer().id(marker).orElseGet(() -> id(marker.strip()));
        }

        /** Adds what the model sees; gives how many tokens the text has. */
        int read(String text, List<Token> tokens) {
            String whole = prompt + text;
            TokenSequence all = model.tokenizer().encode(whole, List.of(new Span(prompt.length(), whole.length())));
            tokens.addAll(before);
            for (int i = 0; i < Math.min(width, all.size()); i++) {
                tokens.add(token(text, all, i));
            }
            Arrays.stream(template.suffix()).forEach(id -> tokens.add(special(id)));
            return before.size() + all.size() + template.suffix().length;
        }

        private Token token(String text, TokenSequence all, int index) {
            int id = all.ids()[index];
            int end = all.ends()[index] - prompt.length();
            if (!prompt.isEmpty() && end <= 0) {
                return special(id);
            }
            Span span = new Span(Math.max(0, all.starts()[index] - prompt.length()), end);
            return new Token(span.in(text), model.tokenizer().piece(id), id, span, false);
        }
    }

    /** Releases the model's files and the threads; a second call does nothing. */
    @Override
    public void close() {
        resources.close();
    }

    @Override
    public String toString() {
        return "MultiVectorEncoder[" + info.name() + ", kernel " + kernel() + "]";
    }
}
