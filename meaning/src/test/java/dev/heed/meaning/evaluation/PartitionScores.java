package dev.heed.meaning.evaluation;

import java.util.Arrays;

/** How well a partition agrees with a given one, as scikit-learn defines it. */
final class PartitionScores {
    private final int[][] table; // (gold, found)
    private final int n;

    PartitionScores(int[] gold, int[] found) {
        n = gold.length;
        table = new int[Arrays.stream(gold).max().orElse(0) + 1]
                [Arrays.stream(found).max().orElse(0) + 1];
        for (int i = 0; i < n; i++) {
            table[gold[i]][found[i]]++;
        }
    }

    /** Rand index, adjusted for chance (Hubert and Arabie 1985). */
    double adjustedRand() {
        double together = 0;
        for (int[] row : table) {
            for (int count : row) {
                together += pairs(count);
            }
        }
        double gold = Arrays.stream(rows()).mapToDouble(PartitionScores::pairs).sum();
        double found =
                Arrays.stream(columns()).mapToDouble(PartitionScores::pairs).sum();
        double expected = gold * found / pairs(n);
        double most = (gold + found) / 2;
        return most == expected ? 1 : (together - expected) / (most - expected);
    }

    /** V-measure: harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007). */
    double vMeasure() {
        double gold = entropy(rows());
        double found = entropy(columns());
        double mutual = 0;
        int[] rows = rows();
        int[] columns = columns();
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                if (table[i][j] > 0) {
                    mutual += (double) table[i][j] / n * Math.log((double) table[i][j] * n / rows[i] / columns[j]);
                }
            }
        }
        double homogeneity = gold == 0 ? 1 : mutual / gold;
        double completeness = found == 0 ? 1 : mutual / found;
        return homogeneity + completeness == 0 ? 0 : 2 * homogeneity * completeness / (homogeneity + completeness);
    }

    private int[] rows() {
        return Arrays.stream(table).mapToInt(row -> Arrays.stream(row).sum()).toArray();
    }

    private int[] columns() {
        int[] sums = new int[table[0].length];
        for (int[] row : table) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] += row[j];
            }
        }
        return sums;
    }

    private double entropy(int[] sizes) {
        double entropy = 0;
        for (int size : sizes) {
            entropy -= size == 0 ? 0 : (double) size / n * Math.log((double) size / n);
        }
        return entropy;
    }

    private static double pairs(int count) {
        return count * (count - 1.0) / 2;
    }
}
