package dev.heed.lucene;

import dev.heed.Encoder;
import dev.heed.ModelInfo;
import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;

/**
 * Texts as vector fields and vector queries of Lucene.
 *
 * <p>What is indexed goes behind the model's prompt for documents, what is looked for behind its prompt for queries, where its
 * authors name some. How two vectors are compared is what the model's folder says: for {@code cosine} they are brought to
 * length 1 and compared by {@link VectorSimilarityFunction#DOT_PRODUCT}, which gives the same order and costs least.
 *
 * <pre>{@code
 * try (var encoder = Encoder.open(Models.minilm())) {
 *     var vectors = TextVectors.of(encoder);
 *     document.add(vectors.field("meaning", "We sat by the river bank."));
 *     …
 *     TopDocs found = searcher.search(vectors.query("meaning", "where did they rest?", 10), 10);
 * }
 * }</pre>
 *
 * <p>Lucene's standard codec takes 1,024 numbers at most; {@link WideCodec} takes more. Immutable and thread-safe. The encoder
 * is not closed here.
 */
public final class TextVectors {
    /** Further from 1 than this, a squared length is no rounding of 1. */
    private static final double ROUNDING = 1e-5;

    private static final int LARGEST_BYTE = 127;

    private final Embedding embedding;
    private final ModelInfo model;
    private final VectorSimilarityFunction similarity;
    private final String queryPrompt;
    private final String documentPrompt;

    /** Vectors of texts behind a prompt. */
    private interface Embedding {
        List<TextEmbedding> of(String prompt, List<String> texts);
    }

    private TextVectors(
            Embedding embedding,
            ModelInfo model,
            VectorSimilarityFunction similarity,
            String queryPrompt,
            String documentPrompt) {
        this.embedding = embedding;
        this.model = model;
        this.similarity = similarity;
        this.queryPrompt = Objects.requireNonNull(queryPrompt, "queryPrompt");
        this.documentPrompt = Objects.requireNonNull(documentPrompt, "documentPrompt");
    }

    /**
     * Vectors of a model's.
     *
     * @throws IllegalArgumentException if its folder asks for a comparison that Lucene does not have
     */
    public static TextVectors of(Encoder encoder) {
        return of(encoder::embed, encoder.model(), encoder.prompt(), function(encoder));
    }

    /** Vectors of a static model's. */
    public static TextVectors of(StaticEncoder encoder) {
        return of(
                (prompt, texts) ->
                        texts.stream().map(text -> encoder.embed(prompt, text)).toList(),
                encoder.model(),
                encoder.prompt(),
                VectorSimilarityFunction.DOT_PRODUCT);
    }

    private static TextVectors of(
            Embedding embedding, ModelInfo model, String prompt, VectorSimilarityFunction similarity) {
        return new TextVectors(
                embedding,
                model,
                similarity,
                model.queryPrompt().orElse(prompt),
                model.documentPrompt().orElse(prompt));
    }

    private static VectorSimilarityFunction function(Encoder encoder) {
        return switch (encoder.similarityFunction()) {
            case "cosine" -> VectorSimilarityFunction.DOT_PRODUCT;
            case "dot" -> VectorSimilarityFunction.MAXIMUM_INNER_PRODUCT;
            case "euclidean" -> VectorSimilarityFunction.EUCLIDEAN;
            default ->
                throw new IllegalArgumentException("model " + encoder.model().name()
                        + ": expected vectors that are compared by cosine, dot or euclidean, as Lucene can, got "
                        + encoder.similarityFunction());
        };
    }

    /**
     * The same behind other prompts than the model's own.
     *
     * @param query put before what is looked for; empty for nothing
     * @param document put before what is indexed; empty for nothing
     */
    public TextVectors withPrompts(String query, String document) {
        return new TextVectors(embedding, model, similarity, query, document);
    }

    /** What the model is; its dimension is that of the fields. */
    public ModelInfo model() {
        return model;
    }

    /** How the fields' vectors are compared. */
    public VectorSimilarityFunction similarity() {
        return similarity;
    }

    /**
     * A document's vector as a field, to be indexed.
     *
     * @throws IllegalArgumentException if the text has no direction: a static model makes zeros of a text without known words
     */
    public KnnFloatVectorField field(String name, String text) {
        return fields(name, List.of(text)).getFirst();
    }

    /** The fields of several documents, in their order: faster than one by one, the same bits. */
    public List<KnnFloatVectorField> fields(String name, List<String> texts) {
        return vectors(documentPrompt, texts).stream()
                .map(vector -> new KnnFloatVectorField(name, vector, similarity))
                .toList();
    }

    /**
     * A document's vector in bytes, a quarter of the room: its largest number becomes ±127. Compared by cosine, since each
     * vector has a scale of its own.
     *
     * @throws IllegalArgumentException if the model's vectors are not compared by cosine, or the text has no direction
     */
    public KnnByteVectorField byteField(String name, String text) {
        return byteFields(name, List.of(text)).getFirst();
    }

    /** The fields in bytes of several documents, in their order. */
    public List<KnnByteVectorField> byteFields(String name, List<String> texts) {
        checkCosine();
        return vectors(documentPrompt, texts).stream()
                .map(vector -> new KnnByteVectorField(name, bytes(vector), VectorSimilarityFunction.COSINE))
                .toList();
    }

    /** The documents nearest to what a text asks for. */
    public Query query(String field, String text, int count) {
        return query(field, text, count, null);
    }

    /**
     * The same among some documents only.
     *
     * @param filter which; null for all
     */
    public Query query(String field, String text, int count, Query filter) {
        return new KnnFloatVectorQuery(field, queryVector(text), count, filter);
    }

    /** The documents nearest to what a text asks for, by their {@linkplain #byteField vectors in bytes}. */
    public Query byteQuery(String field, String text, int count, Query filter) {
        checkCosine();
        return new KnnByteVectorQuery(field, bytes(queryVector(text)), count, filter);
    }

    /** The vector of what is looked for, as {@link #query} has it: for a rescorer or a filter of one's own. */
    public float[] queryVector(String text) {
        return vectors(queryPrompt, List.of(text)).getFirst();
    }

    private List<float[]> vectors(String prompt, List<String> texts) {
        List<float[]> vectors = new ArrayList<>(texts.size());
        for (TextEmbedding each : embedding.of(prompt, texts)) {
            vectors.add(comparable(each));
        }
        return vectors;
    }

    private float[] comparable(TextEmbedding text) {
        float[] vector = text.vector().clone();
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        if (squares == 0) {
            throw new IllegalArgumentException(
                    "text \"" + beginning(text.text())
                            + "\": expected one with a vector, got zeros, as the model knows none of its words; leave the field out");
        }
        if (similarity == VectorSimilarityFunction.DOT_PRODUCT && Math.abs(squares - 1) > ROUNDING) {
            double length = Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] / length);
            }
        }
        return vector;
    }

    private static String beginning(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private void checkCosine() {
        if (similarity != VectorSimilarityFunction.DOT_PRODUCT) {
            throw new IllegalArgumentException(
                    "vectors in bytes: expected a model whose vectors are compared by cosine, got " + model.name()
                            + ", whose length counts; use fields of floats");
        }
    }

    private static byte[] bytes(float[] vector) {
        float largest = 0;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        byte[] bytes = new byte[vector.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(vector[i] / largest * LARGEST_BYTE);
        }
        return bytes;
    }
}
