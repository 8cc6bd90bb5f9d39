package dev.heed;

import dev.heed.tensor.Matrix;
import dev.heed.tokenizer.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one text's content tokens are cut into stretches that the model reads, each between the template's special tokens.
 *
 * @param starts first content token of each window
 * @param ends one past the last content token of each window
 * @param template ids before and after each window
 */
record Windows(int[] starts, int[] ends, Template template) {
    /** One window with the first tokens. */
    static Windows single(int tokens, Template template) {
        return new Windows(new int[] {0}, new int[] {tokens}, template);
    }

    /** As many windows of at most {@code width} tokens as it takes, each sharing {@code overlap} with the one before. */
    static Windows overlapping(int tokens, int width, int overlap, Template template) {
        List<Integer> starts = new ArrayList<>();
        int stride = width - overlap;
        for (int start = 0; start == 0 || start + overlap < tokens; start += stride) {
            starts.add(start);
        }
        int[] from = starts.stream().mapToInt(Integer::intValue).toArray();
        int[] to = Arrays.stream(from)
                .map(start -> Math.min(tokens, start + width))
                .toArray();
        return new Windows(from, to, template);
    }

    int count() {
        return starts.length;
    }

    /** One past the last content token that is read. */
    int last() {
        return ends[count() - 1];
    }

    /** What the model reads in one window. */
    int[] ids(int window, int[] content) {
        int[] prefix = template.prefix();
        int[] suffix = template.suffix();
        int length = ends[window] - starts[window];
        int[] ids = Arrays.copyOf(prefix, prefix.length + length + suffix.length);
        System.arraycopy(content, starts[window], ids, prefix.length, length);
        System.arraycopy(suffix, 0, ids, prefix.length + length, suffix.length);
        return ids;
    }

    /** What was pooled of the windows as one: their mean, weighted by their tokens. */
    float[] mean(List<float[]> raw) {
        return count() == 1 ? raw.getFirst() : weightedMean(raw);
    }

    private float[] weightedMean(List<float[]> vectors) {
        double[] sum = new double[vectors.getFirst().length];
        double weights = 0;
        for (int w = 0; w < count(); w++) {
            int weight = ends[w] - starts[w];
            weights += weight;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += (double) weight * vectors.get(w)[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / weights);
        }
        return mean;
    }

    /**
     * One row a token: special tokens from the first and the last window, content from the window in which it stands
     * furthest from an edge.
     *
     * @param parts per window (special and content tokens, hiddenSize)
     */
    Matrix merge(List<Matrix> parts) {
        int prefix = template.prefix().length;
        int tokens = ends[count() - 1];
        Matrix first = parts.getFirst();
        Matrix last = parts.getLast();
        Matrix merged = Matrix.zeros(template.size() + tokens, first.columns());
        for (int i = 0; i < prefix; i++) {
            copy(first, i, merged, i);
        }
        for (int token = 0; token < tokens; token++) {
            int window = mostCentral(token);
            copy(parts.get(window), prefix + token - starts[window], merged, prefix + token);
        }
        for (int i = template.suffix().length; i > 0; i--) {
            copy(last, last.rows() - i, merged, merged.rows() - i);
        }
        return merged;
    }

    /** Of the windows that hold a token, the one in which it stands furthest from an edge; the first of several. */
    int mostCentral(int token) {
        int found = Arrays.binarySearch(starts, token);
        int last = found >= 0 ? found : -found - 2; // the last window that begins at or before the token
        int best = last;
        int distance = -1;
        for (int w = last; w >= 0 && ends[w] > token; w--) {
            // the text's own ends are no edges: nothing is missing beyond them
            int before = w == 0 ? Integer.MAX_VALUE : token - starts[w];
            int after = w == count() - 1 ? Integer.MAX_VALUE : ends[w] - 1 - token;
            if (Math.min(before, after) >= distance) {
                best = w;
                distance = Math.min(before, after);
            }
        }
        return best;
    }

    private static void copy(Matrix from, int row, Matrix to, int target) {
        System.arraycopy(from.data(), from.index(row), to.data(), to.index(target), from.columns());
    }
}
