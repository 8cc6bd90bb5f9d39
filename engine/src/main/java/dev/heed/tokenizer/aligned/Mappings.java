package dev.heed.tokenizer.aligned;

import java.util.Arrays;

/** Code points to short sequences of code points; keys sorted. */
record Mappings(int[] keys, int[][] values) {
    static Mappings read(Numbers numbers) {
        int count = numbers.next();
        int[] keys = new int[count];
        int[][] values = new int[count][];
        int key = 0;
        for (int i = 0; i < count; i++) {
            key += numbers.next();
            keys[i] = key;
            values[i] = new int[numbers.next()];
            for (int k = 0; k < values[i].length; k++) {
                values[i][k] = numbers.next();
            }
        }
        return new Mappings(keys, values);
    }

    /** What a code point is mapped to, {@code null} if it has no mapping. */
    int[] of(int codePoint) {
        int at = Arrays.binarySearch(keys, codePoint);
        return at >= 0 ? values[at] : null;
    }
}
