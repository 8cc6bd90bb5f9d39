package dev.heed.vectors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The words that are written most like one that has no vector. */
public final class Spelling {
    private static final int FARTHEST = 2;
    /** A word of so few letters is allowed one edit: two make another word of it. */
    private static final int SHORT = 4;

    private Spelling() {}

    private record Candidate(int row, int distance) {}

    /**
     * Words at most two edits away (a letter put in, left out, changed, or two swapped), fewest first, then by row, which
     * in most files means the more frequent first; a difference of case alone counts least. A letter or more stays.
     */
    public static List<String> nearest(String word, WordVectors vectors, int count) {
        int[] lower = word.toLowerCase(Locale.ROOT).codePoints().toArray();
        int farthest = Math.min(lower.length - 1, lower.length <= SHORT ? 1 : FARTHEST);
        int bytes = word.getBytes(StandardCharsets.UTF_8).length;
        List<Candidate> near = new ArrayList<>();
        for (int row = 0; row < vectors.size(); row++) {
            if (Math.abs(vectors.table().utf8Length(row) - bytes) > 4 * farthest) {
                continue;
            }
            String other = vectors.word(row);
            int distance = other.equalsIgnoreCase(word)
                    ? 0
                    : distance(
                            lower, other.toLowerCase(Locale.ROOT).codePoints().toArray(), farthest);
            if (distance <= farthest) {
                near.add(new Candidate(row, distance));
            }
        }
        near.sort(Comparator.comparingInt(Candidate::distance).thenComparingInt(Candidate::row));
        return near.stream().limit(count).map(c -> vectors.word(c.row())).toList();
    }

    /** Edits from one word to the other (optimal string alignment); more than {@code most} may be told as most + 1. */
    static int distance(int[] a, int[] b, int most) {
        if (Math.abs(a.length - b.length) > most) {
            return most + 1;
        }
        int[][] d = new int[a.length + 1][b.length + 1];
        for (int i = 0; i <= a.length; i++) {
            int least = Integer.MAX_VALUE;
            for (int j = 0; j <= b.length; j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
                least = Math.min(least, d[i][j]);
            }
            if (least > most) {
                return most + 1;
            }
        }
        return d[a.length][b.length];
    }

    private static int step(int[][] d, int[] a, int[] b, int i, int j) {
        int cost = a[i - 1] == b[j - 1] ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        boolean swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
