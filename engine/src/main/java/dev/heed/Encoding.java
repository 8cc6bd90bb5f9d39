package dev.heed;

import dev.heed.model.NotFiniteException;
import dev.heed.model.TextHead;
import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One text after a pass through the model: its tokens and words with their vectors at the layers that were kept.
 *
 * <p>Immutable and thread-safe. Static vectors are read from the encoder's word table: ask for them before it is closed.
 */
public final class Encoding {
    private final TokenizedText tokenized;
    private final Windows windows;
    private final List<SortedMap<Integer, Matrix>> parts; // per window and layer (tokens, hiddenSize)
    private final TextHead head;
    private final int promptTokens;
    private final WordTable table;
    private final Map<Integer, Matrix> merged = new ConcurrentHashMap<>(); // of several windows, per layer

    Encoding(
            TokenizedText tokenized,
            Windows windows,
            List<SortedMap<Integer, Matrix>> parts,
            TextHead head,
            int promptTokens,
            WordTable table) {
        this.tokenized = tokenized;
        this.windows = windows;
        this.parts = parts;
        this.head = head;
        this.promptTokens = promptTokens;
        this.table = table;
    }

    /** The text with its tokens and words. */
    public TokenizedText tokenized() {
        return tokenized;
    }

    /** The last layer that was kept. */
    public int lastLayer() {
        return parts.getFirst().lastKey();
    }

    /** The text's vector at the last layer: pooled and normalised as the model's folder says. */
    public float[] vector() {
        return vector(lastLayer());
    }

    /** The text's vector at a layer. */
    public float[] vector(int layer) {
        check(layer);
        List<float[]> pooled = new ArrayList<>();
        for (int window = 0; window < parts.size(); window++) {
            pooled.add(head.pooled(parts.get(window).get(layer), window == 0 ? promptTokens : 0));
        }
        float[] vector = head.finish(windows.mean(pooled));
        return NamedFault.in(
                table.model(),
                tokenized,
                () -> NotFiniteException.checked(vector, "the text's vector at layer " + layer));
    }

    /**
     * The summands of the text's vector at the last layer, where it is a sum over its tokens but for its length: where the
     * pooling is a mean of any kind, and what stands behind it is linear. The cosine of two texts is then a sum over pairs of
     * their tokens.
     *
     * @return (tokens, dimension), zeros for tokens that do not count; empty where it is no sum, and for a text read in windows
     */
    public Optional<Matrix> summands() {
        return parts.size() > 1 ? Optional.empty() : head.summands(tokenVectors(lastLayer()), promptTokens);
    }

    /** The tokens' vectors at a layer, special tokens included; (tokens, hiddenSize). */
    public Matrix tokenVectors(int layer) {
        check(layer);
        if (parts.size() == 1) {
            return parts.getFirst().get(layer);
        }
        return merged.computeIfAbsent(
                layer,
                l -> windows.merge(parts.stream().map(part -> part.get(l)).toList()));
    }

    /** The words of the text with their vectors, special tokens and symbols left out. */
    public List<WordVector> words() {
        return tokenized.words().stream()
                .filter(word -> word.kind() == Word.Kind.WORD)
                .map(word -> new WordVector(this, word))
                .toList();
    }

    /** A word's vector at a layer: the mean of its tokens' vectors; (hiddenSize). */
    public float[] wordVector(Word word, int layer) {
        return Vectors.mean(tokenVectors(layer), word.tokenRows());
    }

    /** A word's static vector: the mean of its tokens' rows in the word table; (hiddenSize). */
    public float[] staticVector(Word word) {
        return table.mean(tokenized, word);
    }

    /** The tokens' rows in the word table; (tokens, hiddenSize). */
    public Matrix staticVectors() {
        return table.rows(tokenized);
    }

    private void check(int layer) {
        if (!parts.getFirst().containsKey(layer)) {
            throw new IllegalArgumentException(
                    "layer: expected one of " + parts.getFirst().keySet() + ", got " + layer);
        }
    }

    @Override
    public String toString() {
        return "Encoding[" + tokenized.tokens().size() + " tokens, layers to " + lastLayer() + "]";
    }
}
