package dev.heed;

import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.format.InvalidFileException;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.HeadStep;
import dev.heed.model.TokenBatch;
import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.folder.ModelTokenizer;
import dev.heed.model.folder.MultiPlan;
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
 * a query is filled with masks up to its length, punctuation of a document has no vector.
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
    private final Resources resources;
    private final Reading query;
    private final Reading document;
    private final int filler;

    private MultiVectorEncoder(Model model, int threads) {
        this.resources = new Resources("encoder", null, threads);
        try {
            ModelSettings settings = LoadedModel.settings(model.files(), model.name());
            this.plan = settings.multi();
            if (plan == null) {
                throw new InvalidFileException(
                        "model " + model.name()
                                + ": expected one for late interaction (ColBERT), which has vectors of tokens, got another kind");
            }
            Kernels kernels = KernelChoice.active();
            this.model = LoadedModel.load(
                    model.files(), settings, kernels, NumberFormat.FP32, resources.arena(), resources.workers());
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
        return new MultiVectorEncoder(Objects.requireNonNull(model, "model"), threads);
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
     * added up. 0 if either has no tokens.
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

    /** The vectors of a query. */
    public TokenVectors embedQuery(String text) {
        return embed(text, query, plan.expansion());
    }

    /** The vectors of a document. */
    public TokenVectors embedDocument(String text) {
        return embed(text, document, null);
    }

    private TokenVectors embed(String text, Reading reading, MultiPlan.Expansion expansion) {
        Objects.requireNonNull(text, "text");
        resources.checkOpen();
        List<Token> tokens = new ArrayList<>();
        int total = reading.read(text, tokens);
        int real = tokens.size();
        while (expansion != null && tokens.size() < expansion.length()) {
            tokens.add(special(filler));
        }
        boolean seen = expansion == null || expansion.attended();
        Matrix vectors = vectors(tokens.stream().mapToInt(Token::id).toArray(), seen ? tokens.size() : real);
        List<TokenVector> kept = new ArrayList<>();
        for (int row = 0; row < tokens.size(); row++) {
            if (!reading.skipped.contains(tokens.get(row).id())) {
                kept.add(new TokenVector(tokens.get(row), finite(vectors.row(row))));
            }
        }
        return new TokenVectors(text, kept, real, total);
    }

    /** @param seen how many tokens, the first, the others attend to */
    private Matrix vectors(int[] ids, int seen) {
        int last = model.settings().config().layers();
        var batch = new TokenBatch(ids, null, Sequences.across(new int[] {ids.length}, new int[] {seen}));
        Matrix rows =
                model.encoder().forward(batch, last, last, resources.workers()).get(last);
        for (HeadStep step : model.textHead().tokenSteps()) {
            rows = step.apply(rows);
        }
        return rows;
    }

    private float[] finite(float[] vector) {
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new InvalidFileException("model " + info.name() + ": expected finite numbers, got " + number
                        + "; its weights are damaged or too large for 32-bit floats");
            }
        }
        return vector;
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
        return "MultiVectorEncoder[" + info.name() + "]";
    }
}
