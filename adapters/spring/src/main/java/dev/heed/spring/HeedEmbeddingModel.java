package dev.heed.spring;

import dev.heed.ModelInfo;
import dev.heed.TextEmbedder;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.ai.chat.metadata.DefaultUsage;
import org.springframework.ai.document.Document;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.BatchingStrategy;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingModel;
import org.springframework.ai.embedding.EmbeddingOptions;
import org.springframework.ai.embedding.EmbeddingRequest;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.ai.embedding.observation.DefaultEmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationContext;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationConvention;
import org.springframework.ai.embedding.observation.EmbeddingModelObservationDocumentation;

/**
 * An embedding model of Spring AI inside the JVM: a {@link TextEmbedder} of Heed, which its owner keeps and closes.
 *
 * <p>A string is a question, a {@link Document} is a text to be found, as Spring AI's vector stores use them: a string goes
 * behind the model's {@link ModelInfo#queryPrompt}, a document behind its {@link ModelInfo#documentPrompt}, and both behind
 * the model's usual prompt where its authors name none, so that the same text has the same vector either way. What is embedded
 * of a document is its text, and its metadata only where a {@link MetadataMode} asks for it. Thread-safe.
 *
 * <p>The metadata of an answer has the tokens that the model saw and, under {@value #TRUNCATED_TEXTS}, how many texts were
 * cut. Observed as Spring AI's own models are.
 *
 * <pre>{@code
 * try (var encoder = Encoder.open(Models.minilm())) {
 *     VectorStore store = SimpleVectorStore.builder(HeedEmbeddingModel.of(encoder)).build();
 * }
 * }</pre>
 */
public final class HeedEmbeddingModel implements EmbeddingModel {
    /** Key of an answer's metadata: how many texts were longer than the model reads. */
    public static final String TRUNCATED_TEXTS = "truncated-texts";

    /** What observations name as the provider. */
    public static final String PROVIDER = "heed";

    private static final EmbeddingModelObservationConvention CONVENTION =
            new DefaultEmbeddingModelObservationConvention();

    private final TextEmbedder embedder;
    private final String queryPrompt;
    private final String documentPrompt;
    private final MetadataMode metadataMode;
    private final ObservationRegistry observations;
    private final EmbeddingModelObservationConvention convention;
    private final LongAdder texts = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder truncated = new LongAdder();

    private HeedEmbeddingModel(Builder options) {
        this.embedder = options.embedder;
        ModelInfo info = embedder.model();
        this.queryPrompt =
                options.queryPrompt == null ? info.queryPrompt().orElse(embedder.prompt()) : options.queryPrompt;
        this.documentPrompt = options.documentPrompt == null
                ? info.documentPrompt().orElse(embedder.prompt())
                : options.documentPrompt;
        this.metadataMode = options.metadataMode;
        this.observations = options.observations;
        this.convention = options.convention;
    }

    /** A model with the defaults. */
    public static HeedEmbeddingModel of(TextEmbedder embedder) {
        return builder(embedder).build();
    }

    /** Options. */
    public static Builder builder(TextEmbedder embedder) {
        return new Builder(Objects.requireNonNull(embedder, "embedder"));
    }

    /** The vectors of strings, which are questions; in their order. */
    @Override
    public EmbeddingResponse call(EmbeddingRequest request) {
        return observed(request.getInstructions(), request.getOptions(), queryPrompt);
    }

    /** The vector of a document, behind the prompt of documents. */
    @Override
    public float[] embed(Document document) {
        return observed(List.of(getEmbeddingContent(document)), null, documentPrompt)
                .getResult()
                .getOutput();
    }

    /** The vectors of documents, behind the prompt of documents; in their order. */
    @Override
    public List<float[]> embed(List<Document> documents, EmbeddingOptions options, BatchingStrategy strategy) {
        List<float[]> vectors = new ArrayList<>(documents.size());
        for (List<Document> batch : strategy.batch(documents)) {
            List<String> contents =
                    batch.stream().map(this::getEmbeddingContent).toList();
            observed(contents, options, documentPrompt).getResults().forEach(made -> vectors.add(made.getOutput()));
        }
        if (vectors.size() != documents.size()) {
            throw new IllegalArgumentException("batching strategy: expected batches of " + documents.size()
                    + " documents together, got " + vectors.size());
        }
        return vectors;
    }

    /**
     * What is embedded of a document: its text alone, or as its formatter puts it where a mode of metadata was asked for.
     *
     * @throws IllegalArgumentException if it has no text
     */
    @Override
    public String getEmbeddingContent(Document document) {
        if (!document.isText()) {
            throw new IllegalArgumentException("document " + document.getId() + ": expected text, got media");
        }
        return metadataMode == MetadataMode.NONE || document.getMetadata().isEmpty()
                ? document.getText()
                : document.getFormattedContent(metadataMode);
    }

    private EmbeddingResponse observed(List<String> contents, EmbeddingOptions options, String standard) {
        int dimensions = dimensions(options);
        String before = options instanceof HeedEmbeddingOptions own && own.prompt() != null ? own.prompt() : standard;
        EmbeddingModelObservationContext context = EmbeddingModelObservationContext.builder()
                .embeddingRequest(new EmbeddingRequest(
                        contents,
                        EmbeddingOptions.builder()
                                .model(embedder.model().name())
                                .dimensions(dimensions)
                                .build()))
                .provider(PROVIDER)
                .build();
        return EmbeddingModelObservationDocumentation.EMBEDDING_MODEL_OPERATION
                .observation(convention, CONVENTION, () -> context, observations)
                .observe(() -> {
                    EmbeddingResponse response = response(embedder.embed(before, contents), dimensions);
                    context.setResponse(response);
                    return response;
                });
    }

    private EmbeddingResponse response(List<TextEmbedding> made, int dimensions) {
        List<Embedding> embeddings = new ArrayList<>(made.size());
        int seen = 0;
        int cut = 0;
        for (TextEmbedding text : made) {
            embeddings.add(new Embedding(cutTo(dimensions, text.vector()), embeddings.size()));
            seen += text.tokenCount();
            cut += text.truncated() ? 1 : 0;
        }
        texts.add(made.size());
        tokens.add(seen);
        truncated.add(cut);
        return new EmbeddingResponse(
                embeddings,
                new EmbeddingResponseMetadata(
                        embedder.model().name(), new DefaultUsage(seen, 0), Map.of(TRUNCATED_TEXTS, cut)));
    }

    private int dimensions(EmbeddingOptions options) {
        String model = options == null ? null : options.getModel();
        if (model != null && !model.equals(embedder.model().name())) {
            throw new IllegalArgumentException(
                    "model: expected " + embedder.model().name() + ", which this bean is, got " + model);
        }
        Integer asked = options == null ? null : options.getDimensions();
        if (asked != null && (asked < 1 || asked > dimensions())) {
            throw new IllegalArgumentException("dimensions: expected 1 to " + dimensions() + ", as the model "
                    + embedder.model().name() + " has, got " + asked);
        }
        return asked == null ? dimensions() : asked;
    }

    private static float[] cutTo(int dimensions, float[] vector) {
        if (dimensions == vector.length) {
            return vector;
        }
        float[] first = Arrays.copyOf(vector, dimensions);
        Vectors.normalize(first);
        return first;
    }

    /** How long its vectors are; nothing is embedded to find out. */
    @Override
    public int dimensions() {
        return embedder.model().dimension();
    }

    /** The engine, for what Spring AI has no name for: words in context, attention. */
    public TextEmbedder embedder() {
        return embedder;
    }

    /** Texts embedded so far. */
    public long texts() {
        return texts.sum();
    }

    /** Tokens that the model saw of them. */
    public long tokens() {
        return tokens.sum();
    }

    /** How many of them it did not see whole. */
    public long truncatedTexts() {
        return truncated.sum();
    }

    /** Tokens that the model will see of a document. */
    int count(Document document) {
        return embedder.count(documentPrompt, getEmbeddingContent(document));
    }

    @Override
    public String toString() {
        return "HeedEmbeddingModel[" + embedder.model().name() + ", dimension " + dimensions() + "]";
    }

    /** Options of a {@link HeedEmbeddingModel}. Not thread-safe. */
    public static final class Builder {
        private final TextEmbedder embedder;
        private String queryPrompt; // null for the model's own
        private String documentPrompt;
        private MetadataMode metadataMode = MetadataMode.NONE;
        private ObservationRegistry observations = ObservationRegistry.NOOP;
        private EmbeddingModelObservationConvention convention; // null for Spring AI's

        private Builder(TextEmbedder embedder) {
            this.embedder = embedder;
        }

        /** What is put before strings; empty for nothing. Default: what the model's authors put before questions. */
        public Builder queryPrompt(String text) {
            this.queryPrompt = Objects.requireNonNull(text, "text");
            return this;
        }

        /** What is put before documents; empty for nothing. Default: what the model's authors put before them. */
        public Builder documentPrompt(String text) {
            this.documentPrompt = Objects.requireNonNull(text, "text");
            return this;
        }

        /** What of a document's metadata is embedded beside its text; default: nothing. */
        public Builder metadataMode(MetadataMode mode) {
            this.metadataMode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** Who observes calls; default: nobody. */
        public Builder observationRegistry(ObservationRegistry registry) {
            this.observations = Objects.requireNonNull(registry, "registry");
            return this;
        }

        /** How observations are named; default: as Spring AI names them. */
        public Builder observationConvention(EmbeddingModelObservationConvention naming) {
            this.convention = Objects.requireNonNull(naming, "naming");
            return this;
        }

        public HeedEmbeddingModel build() {
            return new HeedEmbeddingModel(this);
        }
    }
}
