package dev.heed.model;

import dev.heed.attention.Attention;
import dev.heed.attention.KeptKeys;
import dev.heed.attention.Sequences;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.rows.Activation;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A transformer (Vaswani et al., 2017), encoder or decoder, over one stream of tokens of many texts.
 *
 * <p>Layer 0 is what enters the first block, layer n what block n leaves; of the last block, after the final norm where the
 * model has one. Thread-safe; its weights never change.
 */
public final class Transformer {
    private final ModelConfig config;
    private final Embeddings embeddings;
    private final List<Block> blocks;
    private final Norm finalNorm;
    private final Kernels kernels;
    private final Workspaces workspaces;

    /** @param finalNorm of what the last block leaves; {@link Norm#NONE} for none */
    public Transformer(ModelConfig config, Embeddings embeddings, List<Block> blocks, Norm finalNorm, Kernels kernels) {
        this.config = config;
        this.embeddings = embeddings;
        this.blocks = List.copyOf(blocks);
        this.finalNorm = finalNorm;
        this.kernels = kernels;
        this.workspaces = new Workspaces(Workspace.Widths.of(this.blocks, config.hiddenSize()));
    }

    /**
     * Runs whole texts through the layers 0 to {@code lastLayer}.
     *
     * @return the tokens' vectors of each layer from {@code firstKept} on; each (tokens, hiddenSize), the caller's own
     * @throws IllegalArgumentException if an id, a type or a length is outside the model's tables
     * @throws NotFiniteException if the weights make NaN or an infinity of a token, with the first layer where they do
     */
    public SortedMap<Integer, Matrix> forward(TokenBatch batch, int firstKept, int lastLayer, Workers workers) {
        Beside nothing = new Beside(List.of(), List.of(), null);
        try {
            return forward(batch, batch.sequences(), nothing, firstKept, lastLayer, workers)
                    .layers();
        } catch (NotFiniteException e) {
            if (firstKept == 0) {
                throw e;
            }
            return forward(batch, 0, lastLayer, workers); // fails likewise, in the first layer that does
        }
    }

    /**
     * What a decoder that writes of sources asks of them: their keys and values at every layer.
     *
     * @param states of the encoder's last layer, the sources one after the other; (source tokens, width)
     * @param lengths tokens of each source
     * @return one a source
     */
    public List<SourceMemory> memories(Matrix states, int[] lengths, Workers workers) {
        List<List<Matrix>> keys = new ArrayList<>();
        List<List<Matrix>> values = new ArrayList<>();
        for (int ignored : lengths) {
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
        for (Block block : blocks) {
            Matrix both = block.source().memory(states, workers);
            int width = both.columns() / 2;
            int from = 0;
            for (int s = 0; s < lengths.length; s++) {
                Matrix own = both.rows(from, from + lengths[s]);
                keys.get(s).add(copy(own.columns(0, width)));
                values.get(s).add(copy(own.columns(width, 2 * width)));
                from += lengths[s];
            }
        }
        return IntStream.range(0, lengths.length)
                .mapToObj(s -> new SourceMemory(keys.get(s), values.get(s)))
                .toList();
    }

    /** So that a source's rows lie close together, and live no longer than it. */
    private static Matrix copy(Matrix view) {
        Matrix copy = Matrix.zeros(view.rows(), view.columns());
        for (int row = 0; row < view.rows(); row++) {
            System.arraycopy(view.data(), view.index(row), copy.data(), copy.index(row), view.columns());
        }
        return copy;
    }

    /**
     * As {@link #forward(TokenBatch, List, int, Workers)}, of a decoder that writes of sources.
     *
     * @param sources one a sequence, from {@link #memories}; neighbours that have the same one ask it together
     * @param observer of what is asked of them; null for none
     */
    public SortedMap<Integer, Matrix> forward(
            TokenBatch batch,
            List<KeyValueCache> caches,
            List<SourceMemory> sources,
            SourceObserver observer,
            int firstKept,
            Workers workers) {
        return states(batch, new Beside(caches, sources, observer), firstKept, workers)
                .layers();
    }

    /**
     * Runs tokens that follow those of the caches through all layers, and keeps their keys and values there. The same bits
     * as in one pass over the whole texts.
     *
     * @param batch of each sequence the tokens that follow, at least one
     * @param caches one a sequence, from {@link #newCache}
     * @return as {@link #forward(TokenBatch, int, int, Workers)}, of the batch's tokens
     */
    public SortedMap<Integer, Matrix> forward(
            TokenBatch batch, List<KeyValueCache> caches, int firstKept, Workers workers) {
        return states(batch, caches, firstKept, workers).layers();
    }

    /**
     * What a pass left.
     *
     * @param layers the tokens' vectors by layer; each (tokens, hiddenSize)
     * @param unnormed what the last block left, before the final norm; (tokens, hiddenSize); null where the last layer alone
     *     was kept
     */
    public record States(SortedMap<Integer, Matrix> layers, Matrix unnormed) {}

    /** As {@link #forward(TokenBatch, List, int, Workers)}, with what the last block left. */
    public States states(TokenBatch batch, List<KeyValueCache> caches, int firstKept, Workers workers) {
        return states(batch, new Beside(caches, List.of(), null), firstKept, workers);
    }

    /** What a pass has beside its tokens: see {@link Pass}. */
    private record Beside(List<KeyValueCache> caches, List<SourceMemory> sources, SourceObserver observer) {}

    private States states(TokenBatch batch, Beside beside, int firstKept, Workers workers) {
        List<KeyValueCache> caches = beside.caches();
        int[] lengths = new int[caches.size()];
        int[] keys = new int[caches.size()];
        check(batch, caches);
        for (int s = 0; s < lengths.length; s++) {
            lengths[s] = batch.sequences().queryLength(s);
            keys[s] = caches.get(s).length() + lengths[s];
            if (!continues(caches.get(s).length(), keys[s])) {
                throw new IllegalArgumentException("key/value cache: expected a text of " + keys[s]
                        + " tokens read anew, for this model turns positions otherwise there, got "
                        + caches.get(s).length() + " kept; give an empty cache and the whole text");
            }
        }
        Sequences sequences = Sequences.cached(lengths, keys);
        var states = forward(batch, sequences, beside, firstKept, config.layers(), workers);
        for (int s = 0; s < lengths.length; s++) {
            caches.get(s).advance(lengths[s]);
        }
        return states;
    }

    /**
     * Whether a cache of {@code kept} tokens serves a text of {@code total}: not where the model turns positions otherwise
     * in texts beyond a length, and the text grows past it. It is then read anew, into an empty cache.
     */
    public boolean continues(int kept, int total) {
        return kept == 0
                || blocks.stream()
                        .map(block -> block.attention().rotary())
                        .allMatch(rotary -> rotary == null || rotary.sameAngles(kept, total));
    }

    /**
     * How far a text of {@code length} tokens is to be read in the next pass: {@code most} tokens behind those kept, or to
     * its end where positions turn otherwise in a text as long as this one. What was kept of a shorter one is then
     * forgotten.
     */
    public int nextEnd(KeyValueCache cache, int length, int most) {
        if (!continues(cache.length(), length)) {
            cache.truncate(0);
        }
        int end = Math.min(length, cache.length() + most);
        return continues(end, length) ? end : length;
    }

    /** An empty cache for one sequence. */
    public KeyValueCache newCache() {
        return new KeyValueCache(blocks.stream()
                .map(block -> block.attention().operator())
                .map(operator -> new KeptKeys(kernels, operator.keyHeads(), operator.headDim()))
                .toList());
    }

    private States forward(
            TokenBatch batch, Sequences sequences, Beside beside, int firstKept, int lastLayer, Workers workers) {
        checkIds(batch);
        checkLengths(sequences);
        boolean asks = blocks.stream().anyMatch(block -> block.source() != null);
        if (beside.sources().size() != (asks ? sequences.count() : 0)) {
            throw new IllegalArgumentException("sources: expected "
                    + (asks ? "one for each of " + sequences.count() + " sequences" : "none for this model") + ", got "
                    + beside.sources().size());
        }
        Objects.checkIndex(lastLayer, config.layers() + 1);
        int tokens = batch.ids().length;
        return workspaces.lend(tokens, space -> {
            Pass pass =
                    new Pass(sequences, beside.caches(), beside.sources(), beside.observer(), space, workers, kernels);
            SortedMap<Integer, Matrix> kept = new TreeMap<>();
            Matrix hidden = null; // (tokens, hiddenSize)
            Matrix unnormed = null;
            for (int layer = 0; layer <= lastLayer; layer++) {
                Matrix output = layer < firstKept ? space.hidden(layer) : Matrix.zeros(tokens, config.hiddenSize());
                if (layer == 0) {
                    embed(batch, pass, output);
                } else {
                    blocks.get(layer - 1).forward(layer - 1, hidden, pass, output);
                }
                if (layer == config.layers()) {
                    unnormed = firstKept < layer ? Matrix.copyOf(output.toArrays()) : null;
                    finalNorm.into(output, output, null, kernels);
                }
                if (layer >= firstKept) {
                    kept.put(layer, NotFiniteException.checked(output, "layer " + layer, batch.sequences()));
                }
                hidden = output;
            }
            return new States(kept, unnormed);
        });
    }

    private void embed(TokenBatch batch, Pass pass, Matrix output) {
        int width = embeddings.word().columns();
        Matrix own = width <= config.hiddenSize()
                ? pass.space().sublayer().columns(0, width)
                : Matrix.zeros(output.rows(), width);
        embeddings.lookup(batch, pass.sequences(), own, output, pass.workers(), kernels);
    }

    /**
     * What one layer's attention multiplies.
     *
     * @param operator with the layer's mask and bias
     * @param query (tokens, queryHeads · headDim), normed and turned as the model does
     * @param key (tokens, keyHeads · headDim), likewise
     * @param value (tokens, keyHeads · headDim)
     * @param output the projection of heads' results side by side, without its bias: (rows, queryHeads · headDim) to
     *     (rows, hiddenSize)
     */
    public record AttentionInputs(
            Attention operator, Matrix query, Matrix key, Matrix value, UnaryOperator<Matrix> output) {}

    /**
     * The attention inside block {@code layer}, counted from 1, given the vectors of layer {@code layer − 1} of one whole
     * text: the numbers that {@link #forward} used, bit for bit.
     */
    public AttentionInputs attentionInputs(int layer, Matrix hidden, Workers workers) {
        Block block = blocks.get(layer - 1);
        SelfAttention attention = block.attention();
        Sequences sequences = Sequences.of(hidden.rows());
        Matrix all = Matrix.zeros(hidden.rows(), attention.projections().outputs());
        var projected = workspaces.lend(hidden.rows(), space -> {
            Pass pass = Pass.alone(sequences, space, workers, kernels);
            return attention.project(block.attentionInput(hidden, pass), sequences, all, workers, kernels);
        });
        return new AttentionInputs(
                attention.operator(projected, sequences),
                NotFiniteException.checked(projected.query(), "query of layer " + layer),
                NotFiniteException.checked(projected.key(), "key of layer " + layer),
                NotFiniteException.checked(projected.value(), "value of layer " + layer),
                heads -> withoutBias(attention.output(), heads, workers));
    }

    /**
     * The same of a sequence's last tokens, whose keys and values a cache keeps with those before them.
     *
     * @param hidden the last tokens' vectors of layer {@code layer − 1}; (rows, hiddenSize)
     * @param cache of the pass that read them: keys and values are copies of its own
     */
    public AttentionInputs attentionInputs(int layer, Matrix hidden, KeyValueCache cache, Workers workers) {
        Block block = blocks.get(layer - 1);
        SelfAttention attention = block.attention();
        Sequences sequences = Sequences.cached(new int[] {hidden.rows()}, new int[] {cache.length()});
        Matrix all = Matrix.zeros(hidden.rows(), attention.projections().outputs());
        var projected = workspaces.lend(hidden.rows(), space -> {
            Pass pass = Pass.alone(sequences, space, workers, kernels);
            return attention.project(block.attentionInput(hidden, pass), sequences, all, workers, kernels);
        });
        return new AttentionInputs(
                attention.operator(projected, sequences),
                projected.query(),
                cache.keys(layer - 1, cache.length()),
                cache.values(layer - 1, cache.length()),
                heads -> withoutBias(attention.output(), heads, workers));
    }

    private static Matrix withoutBias(Linear map, Matrix x, Workers workers) {
        float[] bias = map.apply(
                        Matrix.zeros(1, map.inputs()), Activation.IDENTITY, Matrix.zeros(1, map.outputs()), workers)
                .row(0);
        Matrix y = map.apply(x, Activation.IDENTITY, Matrix.zeros(x.rows(), map.outputs()), workers);
        for (int i = 0; i < y.rows() * bias.length; i++) {
            y.data()[i] -= bias[i % bias.length];
        }
        return y;
    }

    /** What stands between the steps of block {@code layer}, given the vectors of layer {@code layer − 1}; its bits. */
    public BlockStates blockStates(int layer, Matrix hidden, Workers workers) {
        return workspaces.lend(hidden.rows(), space -> {
            Pass pass = Pass.alone(Sequences.of(hidden.rows()), space, workers, kernels);
            BlockStates states = blocks.get(layer - 1).states(layer - 1, hidden, pass);
            if (layer == config.layers()) {
                finalNorm.into(states.output(), states.output(), null, kernels);
            }
            NotFiniteException.checked(states.attended(), "attended vectors of layer " + layer);
            NotFiniteException.checked(states.between(), "attended vectors of layer " + layer);
            NotFiniteException.checked(states.fed(), "fed vectors of layer " + layer);
            NotFiniteException.checked(states.output(), "layer " + layer);
            return states;
        });
    }

    /**
     * One row of the word-embedding table, scaled as the model does; where the table is narrower than the model, widened as
     * the model does, without what it adds to every token alike; (hiddenSize).
     */
    public float[] wordEmbedding(int id) {
        Objects.checkIndex(id, config.vocabularySize());
        Matrix row = Matrix.zeros(1, embeddings.word().columns());
        embeddings.wordInto(id, row.data(), 0);
        float[] vector = embeddings.projection() == null
                ? row.data()
                : withoutBias(embeddings.projection(), row, Workers.CALLER_ONLY).data();
        return NotFiniteException.checked(vector, "row " + id + " of the word table");
    }

    /** Sizes and family. */
    public ModelConfig config() {
        return config;
    }

    /** The norm of what the last block leaves. */
    public Norm finalNorm() {
        return finalNorm;
    }

    /** The blocks, in order. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The same with each block changed: what it would compute without a head, say, or behind another mask. */
    public Transformer blocks(UnaryOperator<Block> change) {
        return new Transformer(config, embeddings, blocks.stream().map(change).toList(), finalNorm, kernels);
    }

    /** What it computes with. */
    public Kernels kernels() {
        return kernels;
    }

    private void check(TokenBatch batch, List<KeyValueCache> caches) {
        if (caches.size() != batch.sequences().count()) {
            throw new IllegalArgumentException("key/value caches: expected one for each of "
                    + batch.sequences().count() + " sequences, got " + caches.size());
        }
        for (KeyValueCache cache : caches) {
            if (cache.layers() != config.layers()) {
                throw new IllegalArgumentException("key/value cache: expected one of this model, with "
                        + config.layers() + " layers, got " + cache.layers());
            }
        }
    }

    private void checkIds(TokenBatch batch) {
        for (int id : batch.ids()) {
            if (id < 0 || id >= config.vocabularySize()) {
                throw new IllegalArgumentException(
                        "token id: expected 0 to " + (config.vocabularySize() - 1) + ", got " + id);
            }
        }
        for (int type : batch.typeIds() == null ? new int[0] : batch.typeIds()) {
            if (type < 0 || type >= config.tokenTypes()) {
                throw new IllegalArgumentException(
                        "token type: expected 0 to " + (config.tokenTypes() - 1) + ", got " + type);
            }
        }
    }

    private void checkLengths(Sequences sequences) {
        for (int s = 0; s < sequences.count(); s++) {
            int tokens = Math.max(sequences.queryLength(s), sequences.keyLength(s));
            if (tokens > config.maxPositions()) {
                throw new IllegalArgumentException("text: expected at most " + config.maxPositions()
                        + " tokens, the model's positions, got " + tokens);
            }
        }
    }
}
