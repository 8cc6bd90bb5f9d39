package dev.heed.langchain4j;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.ModelInfo;
import dev.heed.Models;
import dev.heed.Overflow;
import dev.heed.Precision;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedder;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingInputType;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An embedding model of LangChain4j inside the JVM: an {@link Encoder} or a {@link StaticEncoder} of Heed.
 *
 * <p>A request's input type puts before each text what the model's authors put there ({@link ModelInfo#queryPrompt},
 * {@link ModelInfo#documentPrompt}; the model's usual prompt where they name none). Requests of many texts are cut into
 * batches by Heed; how they are cut does not show in the vectors. Listeners hear every call, errors too.
 *
 * <p>Thread-safe; close it after use, or leave it to the end of the process.
 *
 * <pre>{@code
 * EmbeddingModel model = HeedEmbeddingModel.create();                       // all-MiniLM-L6-v2 from its jar
 * ContentRetriever retriever = EmbeddingStoreContentRetriever.builder()
 *         .embeddingModel(model).embeddingInputType(EmbeddingInputType.QUERY).embeddingStore(store).build();
 * }</pre>
 */
public final class HeedEmbeddingModel implements EmbeddingModel, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeedEmbeddingModel.class.getName());

    private final TextEmbedder embedder;
    private final boolean ours;
    private final List<EmbeddingModelListener> listeners;
    private volatile boolean toldOfCut;

    private HeedEmbeddingModel(TextEmbedder embedder, boolean ours, List<EmbeddingModelListener> listeners) {
        this.embedder = embedder;
        this.ours = ours;
        this.listeners = List.copyOf(listeners);
    }

    /** all-MiniLM-L6-v2 from the jar {@code heed-model-minilm}, with the defaults. */
    public static HeedEmbeddingModel create() {
        return builder().build();
    }

    /** An engine that its owner keeps and closes. */
    public static HeedEmbeddingModel of(TextEmbedder embedder) {
        return new HeedEmbeddingModel(Objects.requireNonNull(embedder, "embedder"), false, List.of());
    }

    /** Options. */
    public static Builder builder() {
        return new Builder();
    }

    /** The vectors of a request, in its order; equal to {@link TextEmbedder#embed(List)} where nothing is asked for. */
    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        int dimensions = dimensions(request.dimensions());
        List<String> texts = new ArrayList<>(request.inputs().size());
        for (EmbeddingInput input : request.inputs()) {
            texts.add(input.text());
        }
        List<TextEmbedding> made = embedder.embed(prompt(request.inputType()), texts);
        List<Embedding> embeddings = new ArrayList<>(made.size());
        int tokens = 0;
        int cut = 0;
        for (TextEmbedding text : made) {
            embeddings.add(Embedding.from(cutTo(dimensions, text.vector())));
            tokens += text.tokenCount();
            cut += text.truncated() ? 1 : 0;
        }
        tellOfCut(cut, made.size());
        return EmbeddingResponse.builder()
                .embeddings(embeddings)
                .metadata(new HeedEmbeddingMetadata(modelName(), new TokenUsage(tokens), cut))
                .build();
    }

    private String prompt(EmbeddingInputType type) {
        ModelInfo info = embedder.model();
        return switch (type) {
            case null -> embedder.prompt();
            case QUERY -> info.queryPrompt().orElse(embedder.prompt());
            case DOCUMENT -> info.documentPrompt().orElse(embedder.prompt());
        };
    }

    private int dimensions(Integer asked) {
        if (asked != null && (asked < 1 || asked > dimension())) {
            throw new InvalidRequestException("dimensions: expected 1 to " + dimension() + ", as the model "
                    + modelName() + " has, got " + asked);
        }
        return asked == null ? dimension() : asked;
    }

    private static float[] cutTo(int dimensions, float[] vector) {
        if (dimensions == vector.length) {
            return vector;
        }
        float[] first = Arrays.copyOf(vector, dimensions);
        Vectors.normalize(first);
        return first;
    }

    /** Once a model: the metadata of each answer has the count. */
    private void tellOfCut(int cut, int texts) {
        if (cut > 0 && !toldOfCut) {
            toldOfCut = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "model {0}: {1} of {2} texts have more than {3} tokens and were cut; split them, or build the model"
                            + " with overflow(Overflow.WINDOW)",
                    modelName(),
                    cut,
                    texts,
                    embedder.model().maxTokens());
        }
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return listeners;
    }

    /** {@link ModelProvider#OTHER}: LangChain4j's list has nothing nearer. */
    @Override
    public ModelProvider provider() {
        return ModelProvider.OTHER;
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return Set.of(EmbeddingRequestParameters.INPUT_TYPE, EmbeddingRequestParameters.DIMENSIONS);
    }

    /** How long its vectors are; nothing is embedded to find out. */
    @Override
    public int dimension() {
        return embedder.model().dimension();
    }

    @Override
    public String modelName() {
        return embedder.model().name();
    }

    /** The engine, for what LangChain4j has no name for: words in context, attention. */
    public TextEmbedder embedder() {
        return embedder;
    }

    /** Releases the engine, unless it was handed in. */
    @Override
    public void close() {
        if (ours) {
            embedder.close();
        }
    }

    @Override
    public String toString() {
        return "HeedEmbeddingModel[" + modelName() + ", dimension " + dimension() + "]";
    }

    /** Options of a {@link HeedEmbeddingModel}. Not thread-safe. */
    public static final class Builder {
        private Model model;
        private int threads;
        private int maxTokens;
        private int dimensions;
        private Overflow overflow;
        private int windowOverlap = -1;
        private Precision precision;
        private String prompt;
        private List<EmbeddingModelListener> listeners = List.of();

        private Builder() {}

        /** The model; default: {@link Models#minilm}. */
        public Builder model(Model model) {
            this.model = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * The same by its name or its folder, for configurations that know strings alone (Solr's, say).
         *
         * @throws dev.heed.format.InvalidFileException if there is none
         */
        public Builder modelName(String nameOrFolder) {
            return model(Models.find(nameOrFolder));
        }

        /** The most threads that work at once; default: the processors. */
        public Builder threads(int count) {
            this.threads = count;
            return this;
        }

        /** The most tokens of a text read at once; default: the model's own limit. */
        public Builder maxTokens(int count) {
            this.maxTokens = count;
            return this;
        }

        /** What happens to longer texts; default: {@link Overflow#TRUNCATE}, told in {@link HeedEmbeddingMetadata}. */
        public Builder overflow(Overflow policy) {
            this.overflow = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Tokens that neighbouring windows share under {@link Overflow#WINDOW}; default: a quarter of a window. */
        public Builder windowOverlap(int tokens) {
            this.windowOverlap = tokens;
            return this;
        }

        /** The first numbers of each vector alone, brought to length 1; default: all. */
        public Builder dimensions(int count) {
            this.dimensions = count;
            return this;
        }

        /** The number format of the products; default: {@link Precision#FP32}. */
        public Builder precision(Precision format) {
            this.precision = Objects.requireNonNull(format, "format");
            return this;
        }

        /** What is put before texts of requests without an input type; default: what the model's folder says. */
        public Builder prompt(String text) {
            this.prompt = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Who hears of calls. */
        public Builder listeners(List<EmbeddingModelListener> listeners) {
            this.listeners = List.copyOf(listeners);
            return this;
        }

        /**
         * Opens the model.
         *
         * @throws dev.heed.format.InvalidFileException if one of its files is missing, wrong or not understood
         * @throws IllegalArgumentException if an option does not fit the model
         */
        public HeedEmbeddingModel build() {
            Model chosen = model == null ? Models.minilm() : model;
            TextEmbedder embedder = StaticEncoder.reads(chosen) ? staticEncoder(chosen) : encoder(chosen);
            return new HeedEmbeddingModel(embedder, true, listeners);
        }

        private StaticEncoder staticEncoder(Model chosen) {
            if (maxTokens != 0 || overflow != null || windowOverlap >= 0 || precision != null) {
                throw new IllegalArgumentException(
                        "model " + chosen.name() + ": expected no max tokens, overflow, window"
                                + " overlap or precision, which a static model has no use for, got one");
            }
            return StaticEncoder.open(chosen, prompt, dimensions);
        }

        private Encoder encoder(Model chosen) {
            Encoder.Builder options = Encoder.builder(chosen);
            if (threads != 0) {
                options.threads(threads);
            }
            if (maxTokens != 0) {
                options.maxTokens(maxTokens);
            }
            if (overflow != null) {
                options.overflow(overflow);
            }
            if (windowOverlap >= 0) {
                options.windowOverlap(windowOverlap);
            }
            if (precision != null) {
                options.precision(precision);
            }
            if (prompt != null) {
                options.prompt(prompt);
            }
            if (dimensions != 0) {
                options.dimensions(dimensions);
            }
            return options.open();
        }
    }
}
