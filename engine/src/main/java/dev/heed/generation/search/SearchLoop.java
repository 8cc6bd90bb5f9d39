package dev.heed.generation.search;

import dev.heed.attention.Sequences;
import dev.heed.model.KeyValueCache;
import dev.heed.model.NotFiniteException;
import dev.heed.model.SourceMemory;
import dev.heed.model.TokenBatch;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Searches of many sources in step: each pass of the decoder takes one id of every beginning, targets that are over leave,
 * and sources that wait take their places. What is found of a source does not depend on the others, bit for bit.
 * Immutable, thread-safe.
 */
public final class SearchLoop {
    /** Beginnings in one pass. */
    private static final int MOST_ROWS = 128;
    /** Scores of one pass: vocabularies differ much. */
    private static final int MOST_SCORES = 1 << 24;
    /** Tokens of sources that are read in one pass. */
    private static final int MOST_SOURCE_TOKENS = 1 << 11;

    private final EncoderDecoder model;

    public SearchLoop(EncoderDecoder model) {
        this.model = model;
    }

    /**
     * A source to write of.
     *
     * @param source ids, at least one
     * @param settings whose longest length is set
     * @param attention whether the weights on the source are kept
     */
    public record Job(int[] source, SearchSettings settings, boolean attention) {}

    /** A job that was begun. */
    private record Active(int place, Job job, SourceMemory memory, Search search) {}

    /**
     * What is found of each source, in order.
     *
     * @throws IllegalArgumentException if a source or a greatest length is beyond the model's positions
     * @throws NotFiniteException if the weights make NaN or an infinity of a source or a target: its sequence is the job's
     *     place, its token one of the source; -1 for the target
     */
    public List<Found> run(List<Job> jobs) {
        jobs.forEach(this::check);
        Found[] found = new Found[jobs.size()];
        List<Active> active = new ArrayList<>();
        int next = 0;
        while (next < jobs.size() || !active.isEmpty()) {
            next = admit(jobs, next, active);
            step(active);
            active.removeIf(one -> {
                found[one.place()] = one.search().found();
                if (found[one.place()] != null && one.job().attention()) {
                    found[one.place()] = found[one.place()].weights(weights(one, found[one.place()]));
                }
                return found[one.place()] != null;
            });
        }
        return Arrays.asList(found);
    }

    private void check(Job job) {
        int most = model.decoder().config().maxPositions() + 1; // the last id is not read
        if (job.settings().maxLength() < 2 || job.settings().maxLength() > most) {
            throw new IllegalArgumentException("max tokens: expected 1 to " + (most - 1)
                    + ", the model's positions, got " + (job.settings().maxLength() - 1));
        }
    }

    /** Begins jobs while there is room; where others run, not before half of it is free, so that sources are read together. */
    private int admit(List<Job> jobs, int from, List<Active> active) {
        int most = Math.max(1, Math.min(MOST_ROWS, MOST_SCORES / model.vocabulary()));
        int rows = active.stream().mapToInt(one -> one.job().settings().beams()).sum();
        if (from == jobs.size() || rows > most / 2) {
            return from;
        }
        int next = from;
        while (next < jobs.size()
                && (rows == 0 || rows + jobs.get(next).settings().beams() <= most)) {
            rows += jobs.get(next++).settings().beams();
        }
        for (int begun = from; begun < next; ) {
            int end = together(jobs, begun, next);
            begin(jobs, begun, end, active);
            begun = end;
        }
        return next;
    }

    private static int together(List<Job> jobs, int from, int to) {
        int tokens = 0;
        int end = from;
        while (end < to && (end == from || tokens + jobs.get(end).source().length <= MOST_SOURCE_TOKENS)) {
            tokens += jobs.get(end++).source().length;
        }
        return end;
    }

    private void begin(List<Job> jobs, int from, int to, List<Active> active) {
        List<int[]> sources = jobs.subList(from, to).stream().map(Job::source).toList();
        int layers = model.encoder().config().layers();
        Matrix states;
        try {
            states = model.encoder()
                    .forward(TokenBatch.of(sources), layers, layers, model.workers())
                    .get(layers);
        } catch (NotFiniteException e) {
            throw e.numbered(from + e.sequence()).placed(" of the encoder", e.token());
        }
        int[] lengths = sources.stream().mapToInt(source -> source.length).toArray();
        List<SourceMemory> memories = model.decoder().memories(states, lengths, model.workers());
        for (int i = from; i < to; i++) {
            Job job = jobs.get(i);
            KeyValueCache cache = model.decoder().newCache();
            Search search = job.settings().beams() == 1
                    ? new GreedySearch(job.settings(), job.source(), cache, model.kernels())
                    : new BeamSearch(job.settings(), job.source(), cache, model.kernels());
            active.add(new Active(i, job, memories.get(i - from), search));
        }
    }

    private void step(List<Active> active) {
        List<int[]> ids = new ArrayList<>();
        List<KeyValueCache> caches = new ArrayList<>();
        List<SourceMemory> sources = new ArrayList<>();
        int[] firstRows = new int[active.size() + 1];
        for (int i = 0; i < active.size(); i++) {
            for (Beam beam : active.get(i).search().asks()) {
                ids.add(new int[] {beam.last()});
                caches.add(beam.cache());
                sources.add(active.get(i).memory());
            }
            firstRows[i + 1] = ids.size();
        }
        int layers = model.decoder().config().layers();
        Matrix last;
        try {
            last = model.decoder()
                    .forward(TokenBatch.of(ids), caches, sources, null, layers, model.workers())
                    .get(layers);
        } catch (NotFiniteException e) {
            int row = e.sequence();
            int i = Arrays.binarySearch(firstRows, row);
            Active one = active.get(i < 0 ? -i - 2 : i);
            throw e.numbered(one.place())
                    .placed(
                            " of the decoder, written so far: "
                                    + caches.get(row).length() + " tokens",
                            -1);
        }
        Matrix scores = model.head().logits(last, model.workers(), model.kernels());
        model.workers().run(active.size(), i -> {
            float[][] own = IntStream.range(firstRows[i], firstRows[i + 1])
                    .mapToObj(scores::row)
                    .toArray(float[][]::new);
            try {
                active.get(i).search().go(own);
            } catch (NotFiniteException e) {
                throw e.numbered(active.get(i).place());
            }
        });
    }

    /** The weights with which a target's ids were written: its path read once more, with the same bits. */
    private List<List<Matrix>> weights(Active one, Found found) {
        int count = found.ids().length;
        int[] read = new int[count];
        read[0] = one.job().settings().start();
        System.arraycopy(found.ids(), 0, read, 1, count - 1);
        List<List<Matrix>> weights = new ArrayList<>();
        Sequences across =
                Sequences.across(new int[] {count}, new int[] {one.job().source().length});
        model.decoder()
                .forward(
                        TokenBatch.of(List.of(read)),
                        List.of(model.decoder().newCache()),
                        List.of(one.memory()),
                        (layer, operator, queries) -> {
                            Matrix[] heads = new Matrix[operator.queryHeads()];
                            model.workers()
                                    .run(
                                            heads.length,
                                            head -> heads[head] = operator.map(
                                                            queries,
                                                            one.memory().keys().get(layer),
                                                            across,
                                                            0,
                                                            head)
                                                    .weights());
                            weights.add(List.of(heads));
                        },
                        model.decoder().config().layers(),
                        model.workers());
        return weights;
    }
}
