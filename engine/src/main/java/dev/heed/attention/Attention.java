package dev.heed.attention;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Scaled dot-product attention: {@code softmax(Q·Kᵀ·scale + mask)·V} (Vaswani et al., 2017, section 3.2.1), for several
 * heads and a ragged batch of sequences.
 *
 * <p>Q is (queries, queryHeads·headDim), K is (keys, keyHeads·headDim), V is (keys, keyHeads·valueDim), valueDim being any
 * and mostly headDim; head h of Q stands in the columns h·headDim … and reads the keys of head h·keyHeads/queryHeads
 * (grouped-query attention: Ainslie et al., 2023). Memory grows with the number of rows, not with their square: the softmax
 * streams over blocks of keys (Milakov and Gimelshein, 2018). A query that sees no key gives zeros.
 *
 * <p>Each row's result depends on its own query and its sequence's keys alone, bit for bit: not on the batch, the
 * threads or the kernel. Immutable and thread-safe.
 *
 * <pre>{@code
 * Matrix words = Matrix.copyOf(vectors);                              // (3, dimension)
 * var attention = Attention.heads(1, dimension).scale(1);             // the explainer's arithmetic
 * AttentionMap map = attention.map(words, words, Sequences.of(3), 0, 0);
 * Matrix mixed = attention.apply(words, words, words, Sequences.of(3));
 * }</pre>
 */
public final class Attention {
    /** The most tasks for a thread: with more tasks than threads, all end at about the same time. */
    private static final int TASKS_A_THREAD = 8;
    /** Scores that make a task worth its buffers, which its passes share: with fewer, making them takes longer than the work. */
    private static final int SCORES_A_TASK = 1 << 14;

    private final int queryHeads;
    private final int keyHeads;
    private final int headDim;
    private final float scale;
    private final Mask mask;
    private final Kernels kernels;

    private Attention(int queryHeads, int keyHeads, int headDim, float scale, Mask mask, Kernels kernels) {
        if (queryHeads < 1 || keyHeads < 1 || headDim < 1 || queryHeads % keyHeads != 0) {
            throw new IllegalArgumentException("attention: expected a head size of 1 or more and query heads that are a"
                    + " multiple of the key heads, got size " + headDim + ", " + queryHeads + " query heads, "
                    + keyHeads
                    + " key heads");
        }
        this.queryHeads = queryHeads;
        this.keyHeads = keyHeads;
        this.headDim = headDim;
        this.scale = scale;
        this.mask = Objects.requireNonNull(mask, "mask");
        this.kernels = kernels;
    }

    /** Attention with as many key heads as query heads, scale 1/√headDim, no mask. */
    public static Attention heads(int heads, int headDim) {
        float scale = (float) (1 / Math.sqrt(headDim));
        return new Attention(heads, heads, headDim, scale, Mask.none(), KernelChoice.active());
    }

    /** The same with fewer key heads; query heads share them in order. */
    public Attention keyHeads(int count) {
        return new Attention(queryHeads, count, headDim, scale, mask, kernels);
    }

    /** The same with another factor on the dot products. */
    public Attention scale(double factor) {
        return new Attention(queryHeads, keyHeads, headDim, (float) factor, mask, kernels);
    }

    /** The same with another mask. */
    public Attention mask(Mask other) {
        return new Attention(queryHeads, keyHeads, headDim, scale, other, kernels);
    }

    /** The same on another kernel; the numbers do not change. For the engine and its tests. */
    public Attention on(Kernels other) {
        return new Attention(queryHeads, keyHeads, headDim, scale, mask, other);
    }

    /** Heads of the queries, and of the output. */
    public int queryHeads() {
        return queryHeads;
    }

    /** Heads of keys and values; {@link #queryHeads} is a multiple of them. */
    public int keyHeads() {
        return keyHeads;
    }

    /** Numbers of a query or key in one head. */
    public int headDim() {
        return headDim;
    }

    /** The factor on the dot products. */
    public float scale() {
        return scale;
    }

    /** Who may attend to whom. */
    public Mask mask() {
        return mask;
    }

    /** The attended values, in the calling thread; (queries, queryHeads·valueDim). */
    public Matrix apply(Matrix query, Matrix key, Matrix value, Sequences sequences) {
        return apply(query, key, value, sequences, Capture.nothing(), Workers.CALLER_ONLY)
                .output();
    }

    /**
     * The attended values and, with them, what {@code capture} asks for.
     *
     * @param query (queries, queryHeads·headDim)
     * @param key (keys, keyHeads·headDim)
     * @param value (keys, keyHeads·valueDim)
     * @throws IllegalArgumentException if a shape differs
     */
    public AttentionResult apply(
            Matrix query, Matrix key, Matrix value, Sequences sequences, Capture capture, Workers workers) {
        Matrix output = Matrix.zeros(sequences.queries(), queryHeads * valueDim(value));
        apply(query, key, value, sequences, output, workers);
        int tasks = sequences.count() * queryHeads;
        AttentionMap[] maps = new AttentionMap[capture.weights() ? tasks : 0];
        TopWeights[] tops = new TopWeights[capture.top() > 0 ? tasks : 0];
        workers.run(maps.length, t -> maps[t] = map(query, key, sequences, t / queryHeads, t % queryHeads));
        workers.run(
                tops.length, t -> tops[t] = top(query, key, sequences, t / queryHeads, t % queryHeads, capture.top()));
        return new AttentionResult(output, queryHeads, List.of(maps), List.of(tops));
    }

    /**
     * The attended values, written to {@code output}.
     *
     * @param query (queries, queryHeads·headDim)
     * @param key (keys, keyHeads·headDim)
     * @param value (keys, keyHeads·valueDim)
     * @param output (queries, queryHeads·valueDim), overwritten; shares no element with the inputs
     * @throws IllegalArgumentException if a shape differs
     */
    public void apply(Matrix query, Matrix key, Matrix value, Sequences sequences, Matrix output, Workers workers) {
        check(query, key, sequences);
        checkShape("value", value, sequences.keys(), keyHeads * valueDim(value));
        apply(query, s -> rows(key, sequences, s), s -> rows(value, sequences, s), sequences, output, workers);
    }

    /**
     * The attended values of sequences whose keys and values lie apart, in a cache each, say.
     *
     * @param query (queries, queryHeads·headDim)
     * @param keys of each sequence: (its keys, keyHeads·headDim); asked for by several threads, more than once
     * @param values of each sequence: (its keys, keyHeads·valueDim), valueDim being that of the output
     * @param output (queries, queryHeads·valueDim), overwritten; shares no element with the inputs
     * @throws IllegalArgumentException if a shape differs
     */
    public void apply(
            Matrix query,
            IntFunction<Matrix> keys,
            IntFunction<Matrix> values,
            Sequences sequences,
            Matrix output,
            Workers workers) {
        checkShape("query", query, sequences.queries(), queryHeads * headDim);
        int valueDim = output.columns() / queryHeads;
        checkShape("output", output, sequences.queries(), queryHeads * valueDim);
        for (int s = 0; s < sequences.count(); s++) {
            checkShape("key", keys.apply(s), sequences.keyLength(s), keyHeads * headDim);
            checkShape("value", values.apply(s), sequences.keyLength(s), keyHeads * valueDim);
        }
        int passes = sequences.count() * queryHeads;
        int together = passesTogether(sequences, passes, workers.threads());
        workers.run(Math.ceilDiv(passes, together), task -> {
            HeadBuffers buffers =
                    new HeadBuffers(kernels, longestQuery(sequences), longestKey(sequences), headDim, valueDim);
            for (int pass = task * together; pass < Math.min(passes, (task + 1) * together); pass++) {
                int sequence = pass / queryHeads;
                int head = pass % queryHeads;
                int start = sequences.queryStart(sequence);
                Matrix queries = output.rows(start, start + sequences.queryLength(sequence));
                Matrix value = keyed(values.apply(sequence), valueDim, head);
                pass(query, keys.apply(sequence), value, sequences, sequence, head, buffers)
                        .attend(queries.columns(head * valueDim, (head + 1) * valueDim));
            }
        });
    }

    /**
     * The attended values of sequences whose keys and values are kept laid out. Query heads of one token that read the same
     * keys are computed together, so that a text's keys are read once a token.
     *
     * @param query (queries, queryHeads·headDim)
     * @param kept of each sequence, at least as many tokens as it has keys; asked for by several threads, more than once
     * @param output (queries, queryHeads·headDim), overwritten; shares no element with the inputs
     * @throws IllegalArgumentException if a shape differs
     */
    public void apply(Matrix query, IntFunction<KeptKeys> kept, Sequences sequences, Matrix output, Workers workers) {
        checkShape("query", query, sequences.queries(), queryHeads * headDim);
        checkShape("output", output, sequences.queries(), queryHeads * headDim);
        List<HeadRun> runs = HeadRun.of(sequences, queryHeads, keyHeads, workers.threads());
        int together = passesTogether(sequences, runs.size(), workers.threads());
        workers.run(Math.ceilDiv(runs.size(), together), task -> {
            int rows = Math.max(longestQuery(sequences), queryHeads / keyHeads);
            HeadBuffers buffers = HeadBuffers.ofKept(kernels, rows, longestKey(sequences), headDim);
            for (HeadRun run : runs.subList(task * together, Math.min(runs.size(), (task + 1) * together))) {
                int sequence = run.sequence();
                HeadBlocks keys =
                        kept.apply(sequence).head(run.head() * keyHeads / queryHeads, sequences.keyLength(sequence));
                var scoring = new HeadPass.Scoring(
                        scale, mask, sequence, run.head(), sequences.position(sequence), run.heads() > 1);
                new HeadPass(kernels, run.rows(query, sequences, headDim), keys, scoring, buffers)
                        .attend(run.rows(output, sequences, headDim));
            }
        });
    }

    /** How many passes make a task. */
    private static int passesTogether(Sequences sequences, int count, int threads) {
        long scores = 1;
        for (int s = 0; s < sequences.count(); s++) {
            scores += (long) sequences.queryLength(s) * sequences.keyLength(s);
        }
        int passes = Math.max(1, count);
        long worthATask = SCORES_A_TASK * (long) sequences.count() / scores;
        return (int)
                Math.clamp(worthATask, Math.ceilDiv(passes, TASKS_A_THREAD * threads), Math.ceilDiv(passes, threads));
    }

    private static int longestQuery(Sequences sequences) {
        int queries = 0;
        for (int s = 0; s < sequences.count(); s++) {
            queries = Math.max(queries, sequences.queryLength(s));
        }
        return queries;
    }

    private static int longestKey(Sequences sequences) {
        int keys = 0;
        for (int s = 0; s < sequences.count(); s++) {
            keys = Math.max(keys, sequences.keyLength(s));
        }
        return keys;
    }

    /**
     * The scores and weights of one head on one sequence, all of them: n × n floats.
     *
     * @throws IllegalArgumentException if a shape differs
     * @throws IndexOutOfBoundsException if there is no such sequence or head
     */
    public AttentionMap map(Matrix query, Matrix key, Sequences sequences, int sequence, int head) {
        check(query, key, sequences);
        return pass(query, key, sequences, sequence, head).map();
    }

    /** The {@code k} largest weights of every row of one head on one sequence, in memory of n × k. */
    public TopWeights top(Matrix query, Matrix key, Sequences sequences, int sequence, int head, int k) {
        check(query, key, sequences);
        if (k < 1) {
            throw new IllegalArgumentException("top weights: expected 1 or more a row, got " + k);
        }
        return pass(query, key, sequences, sequence, head).top(k);
    }

    /**
     * Every step of one query's attention, in order.
     *
     * @param row the query's row within its sequence
     * @throws IndexOutOfBoundsException if there is no such sequence, head or row
     */
    public AttentionTrace trace(
            Matrix query, Matrix key, Matrix value, Sequences sequences, int sequence, int head, int row) {
        check(query, key, sequences);
        int valueDim = valueDim(value);
        checkShape("value", value, sequences.keys(), keyHeads * valueDim);
        Objects.checkIndex(sequence, sequences.count());
        Objects.checkIndex(row, sequences.queryLength(sequence));
        return pass(query, key, sequences, sequence, head)
                .trace(
                        keyed(rows(key, sequences, sequence), headDim, head),
                        keyed(rows(value, sequences, sequence), valueDim, head),
                        row);
    }

    /** With buffers of its own. */
    private HeadPass pass(Matrix query, Matrix key, Sequences sequences, int sequence, int head) {
        Objects.checkIndex(sequence, sequences.count());
        int queries = sequences.queryLength(sequence);
        var buffers = new HeadBuffers(kernels, queries, sequences.keyLength(sequence), headDim, headDim);
        return pass(query, rows(key, sequences, sequence), null, sequences, sequence, head, buffers);
    }

    /**
     * @param key of this sequence alone
     * @param value of this sequence and head alone; null where only scores are asked for
     */
    private HeadPass pass(
            Matrix query, Matrix key, Matrix value, Sequences sequences, int sequence, int head, HeadBuffers buffers) {
        Objects.checkIndex(sequence, sequences.count());
        Objects.checkIndex(head, queryHeads);
        int start = sequences.queryStart(sequence);
        Matrix queries = query.rows(start, start + sequences.queryLength(sequence))
                .columns(head * headDim, (head + 1) * headDim);
        return new HeadPass(
                kernels,
                queries,
                new HeadBlocks.Loaded(keyed(key, headDim, head), value, buffers),
                new HeadPass.Scoring(scale, mask, sequence, head, sequences.position(sequence), false),
                buffers);
    }

    /** One sequence's keys or values, as a view. */
    private static Matrix rows(Matrix matrix, Sequences sequences, int sequence) {
        int start = sequences.keyStart(sequence);
        return matrix.rows(start, start + sequences.keyLength(sequence));
    }

    /** The columns of a sequence's keys or values that a query head reads, as a view; (keys, dim). */
    private Matrix keyed(Matrix matrix, int dim, int head) {
        int column = head * keyHeads / queryHeads * dim;
        return matrix.columns(column, column + dim);
    }

    private int valueDim(Matrix value) {
        if (value.columns() == 0 || value.columns() % keyHeads != 0) {
            throw new IllegalArgumentException("attention: expected values whose width is a multiple of the " + keyHeads
                    + " key heads, got " + value.columns());
        }
        return value.columns() / keyHeads;
    }

    private void check(Matrix query, Matrix key, Sequences sequences) {
        checkShape("query", query, sequences.queries(), queryHeads * headDim);
        checkShape("key", key, sequences.keys(), keyHeads * headDim);
    }

    private static void checkShape(String name, Matrix matrix, int rows, int columns) {
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException("attention: expected " + name + " of shape [" + rows + ", " + columns
                    + "], got [" + matrix.rows() + ", " + matrix.columns() + "]");
        }
    }

    @Override
    public String toString() {
        return "Attention[" + queryHeads + " heads of " + headDim + ", " + keyHeads + " of keys, scale " + scale + "]";
    }
}
