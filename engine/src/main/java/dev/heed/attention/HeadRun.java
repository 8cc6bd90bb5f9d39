package dev.heed.attention;

import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * What one pass computes of a sequence: a head of all its queries, or of its one query several heads that read the same keys.
 *
 * @param head the first
 * @param heads how many
 */
record HeadRun(int sequence, int head, int heads) {
    /** Fewer tasks than this for a thread leave some waiting at the end, unless they are shared out evenly. */
    private static final int TASKS_A_THREAD = 4;

    /** All of some sequences. */
    static List<HeadRun> of(Sequences sequences, int queryHeads, int keyHeads, int threads) {
        int together = together(sequences.count() * keyHeads, queryHeads / keyHeads, threads);
        List<HeadRun> runs = new ArrayList<>();
        for (int s = 0; s < sequences.count(); s++) {
            int step = sequences.queryLength(s) == 1 ? together : 1;
            for (int head = 0; head < queryHeads; head += step) {
                runs.add(new HeadRun(s, head, step));
            }
        }
        return runs;
    }

    /** Heads of one run: all of a group, or where groups are few a part of it, so that every thread has work. */
    private static int together(int groups, int group, int threads) {
        if (groups % threads == 0 || groups >= TASKS_A_THREAD * threads) {
            return group;
        }
        for (int part = group - 1; part > 1; part--) {
            if (group % part == 0) {
                return part;
            }
        }
        return 1;
    }

    /** This run's rows of the queries, or of the output: (queries or heads, dim), as a view. */
    Matrix rows(Matrix all, Sequences sequences, int dim) {
        int start = sequences.queryStart(sequence);
        if (heads > 1) {
            return new Matrix(all.data(), all.index(start) + head * dim, heads, dim, dim);
        }
        return all.rows(start, start + sequences.queryLength(sequence)).columns(head * dim, (head + 1) * dim);
    }
}
