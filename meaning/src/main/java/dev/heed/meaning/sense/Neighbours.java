package dev.heed.meaning.sense;

import java.util.Arrays;

/** The occurrences most alike one. */
final class Neighbours {
    private Neighbours() {}

    /** The {@code count} most alike, the occurrence itself left out; of equals the earlier. */
    static int[] of(Likeness likeness, int i, int count) {
        int[] nearest = new int[count];
        Arrays.fill(nearest, -1);
        for (int j = 0; j < likeness.rows(); j++) {
            if (j == i || nearest[count - 1] >= 0 && likeness.at(i, j) <= likeness.at(i, nearest[count - 1])) {
                continue;
            }
            int at = count - 1;
            while (at > 0 && (nearest[at - 1] < 0 || likeness.at(i, j) > likeness.at(i, nearest[at - 1]))) {
                nearest[at] = nearest[at - 1];
                at--;
            }
            nearest[at] = j;
        }
        return nearest;
    }
}
