package dev.heed.search;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.Kernels;
import dev.heed.parallel.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One pass over rows for any number of questions. Answers are those of {@link RowCosines} to the last bit, whatever the
 * number of threads, the kernel and what is asked beside.
 *
 * <p>Once there have been a few questions, rows are kept a second time as {@link RowSketch}, some
 * {@value #MOST_SKETCH_BYTES} bytes at the most: a pass goes over these, and looks at those rows themselves that may be
 * among the best. Rows beyond are looked at one by one. Thread-safe.
 */
public final class RowScan {
    private static final int STRETCH = 4096; // rows of a task
    private static final int TOGETHER = 24; // vectors that a stretch is multiplied by at once
    private static final long MOST_SKETCH_BYTES = 384L << 20;
    /** Sketching takes as long as so many vectors do without. */
    private static final int WORTH_SKETCHING = 4;

    private final VectorRows rows;
    private final int size;
    private final Workers workers;
    private final AtomicLong asked = new AtomicLong();
    private final AtomicReferenceArray<RowSketch> sketches;

    public RowScan(VectorRows rows, int size, Workers workers) {
        this(rows, size, workers, MOST_SKETCH_BYTES);
    }

    /** @param mostSketchBytes memory that the second copy of the rows may take */
    RowScan(VectorRows rows, int size, Workers workers, long mostSketchBytes) {
        this.rows = rows;
        this.size = size;
        this.workers = workers;
        long stretches = mostSketchBytes / STRETCH / (rows.dimension() + RowSketch.BYTES_BESIDE);
        this.sketches = new AtomicReferenceArray<>((int) Math.min(stretches(size), stretches));
    }

    private static int stretches(int rows) {
        return (rows + STRETCH - 1) / STRETCH;
    }

    /** The best rows for each question. */
    public TopRows[] best(Questions questions) {
        boolean few = asked.addAndGet(questions.vectors().length) <= WORTH_SKETCHING;
        boolean many = questions.count() > questions.limit() / 8; // they would all be candidates
        boolean directed = Arrays.stream(questions.norms()).allMatch(norm -> norm > 0 && Double.isFinite(norm));
        return few || many || !directed ? bestOfAll(questions) : bestOfCandidates(questions);
    }

    /** Every row looked at: the definition, and what {@link #bestOfCandidates} must equal. */
    TopRows[] bestOfAll(Questions questions) {
        return merged(questions, exact(questions, 0));
    }

    /** For each stretch from {@code first} on its best rows. */
    private TopRows[][] exact(Questions questions, int first) {
        TopRows[][] found = new TopRows[stretches(questions.limit()) - first][];
        workers.run(found.length, task -> {
            TopRows[] best = unanswered(questions);
            int from = (first + task) * STRETCH;
            new RowCosines(rows).offer(from, Math.min(questions.limit(), from + STRETCH), questions, best);
            found[task] = best;
        });
        return found;
    }

    private static TopRows[] unanswered(Questions questions) {
        TopRows[] best = new TopRows[questions.size()];
        Arrays.setAll(best, questions::unanswered);
        return best;
    }

    private static TopRows[] merged(Questions questions, TopRows[][] parts) {
        TopRows[] all = unanswered(questions);
        for (TopRows[] part : parts) {
            for (int q = 0; q < all.length; q++) {
                all[q].offerAll(part[q]);
            }
        }
        return all;
    }

    /** The same rows, found by their sketches. */
    TopRows[] bestOfCandidates(Questions questions) {
        int sketched = Math.min(sketches.length(), stretches(questions.limit()));
        VectorSketch[] vectors = new VectorSketch[questions.vectors().length];
        Arrays.setAll(
                vectors, v -> VectorSketch.of(questions.vectors()[v], questions.norms()[v]));
        KnownBounds known = new KnownBounds(questions.size());
        Candidates[][] found = new Candidates[sketched][];
        workers.run(sketched, task -> found[task] = candidates(questions, vectors, known, task));
        TopRows[] best = merged(questions, exact(questions, sketched));
        workers.run(best.length, q -> {
            Candidates all = new Candidates(questions.count(), questions.excluded()[q], known.of(q));
            for (int i = 0; i < best[q].size(); i++) {
                all.addBound(best[q].score(i));
            }
            for (Candidates[] part : found) {
                all.addAll(part[q]);
            }
            RowCosines cosines = new RowCosines(rows);
            all.rank(questions.count(), best[q], row -> {
                double norm = sketches.get(row / STRETCH).norm(row);
                cosines.offer(row, norm, questions, q, best[q]);
            });
        });
        return best;
    }

    private Candidates[] candidates(Questions questions, VectorSketch[] vectors, KnownBounds known, int stretch) {
        RowSketch sketch = sketch(stretch);
        int limit = Math.min(sketch.rows(), questions.limit() - stretch * STRETCH);
        int each = questions.ranking().vectors;
        Candidates[] candidates = new Candidates[questions.size()];
        for (int from = 0; from < vectors.length; from += TOGETHER) {
            int to = Math.min(vectors.length, from + TOGETHER);
            int[] products = sketch.products(vectors, from, to);
            for (int v = from; v < to; v += each) {
                int q = v / each;
                int at = (v - from) * sketch.productStride();
                Candidates mine = new Candidates(questions.count(), questions.excluded()[q], known.of(q));
                if (questions.ranking() == Ranking.COSINE) {
                    sketch.offerCosines(products, at, vectors[v], limit, mine);
                } else {
                    sketch.offerProducts(products, at, Arrays.copyOfRange(vectors, v, v + each), limit, mine);
                }
                known.raise(q, mine.least());
                candidates[q] = mine;
            }
        }
        return candidates;
    }

    private RowSketch sketch(int stretch) {
        RowSketch sketch = sketches.get(stretch);
        if (sketch == null) {
            Kernels kernels = KernelChoice.active();
            int from = stretch * STRETCH;
            sketch = RowSketch.of(rows, from, Math.min(size, from + STRETCH), kernels);
            sketches.set(stretch, sketch);
        }
        return sketch;
    }
}
