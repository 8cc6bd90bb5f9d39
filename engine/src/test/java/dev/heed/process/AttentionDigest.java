package dev.heed.process;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.tensor.Matrix;
import java.util.Arrays;
import java.util.Random;

/** Prints a digest of the bits of attention over small ragged inputs: any change of order or of a polynomial shows. */
final class AttentionDigest {
    private AttentionDigest() {}

    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        int digest = 0;
        for (int i = 0; i < rounds; i++) {
            digest = digest();
        }
        System.out.print(Integer.toHexString(digest));
    }

    static int digest() {
        Random random = new Random(9);
        int[] lengths = {3, 40, 150};
        int rows = Arrays.stream(lengths).sum();
        Matrix query = random(random, rows, 27);
        Matrix key = random(random, rows, 27);
        Matrix value = random(random, rows, 27);
        Matrix output =
                Attention.heads(3, 9).mask(Mask.window(140, 140)).apply(query, key, value, Sequences.of(lengths));
        return Arrays.hashCode(output.data());
    }

    private static Matrix random(Random random, int rows, int columns) {
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
