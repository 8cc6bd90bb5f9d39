package bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lowest and mean cosine, and the mean length, of vectors that two peers wrote. usage: Agreement FILE FILE */
final class Agreement {
    private Agreement() {}

    public static void main(String[] args) throws IOException {
        try (DataInputStream a = open(args[0]);
                DataInputStream b = open(args[1])) {
            int texts = a.readInt();
            if (texts != b.readInt()) {
                throw new IOException(args[1] + ": expected " + texts + " vectors");
            }
            double lowest = 1;
            double sum = 0;
            double lengths = 0;
            for (int i = 0; i < texts; i++) {
                float[] x = vector(a);
                float[] y = vector(b);
                double cosine = dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
                lowest = Math.min(lowest, cosine);
                sum += cosine;
                lengths += Math.sqrt(dot(x, x));
            }
            System.out.printf(
                    "%-22s to %-22s cosine lowest %.6f, mean %.6f; length %.4f%n",
                    name(args[0]), name(args[1]), lowest, sum / texts, lengths / texts);
        }
    }

    private static String name(String file) {
        return Path.of(file).getFileName().toString();
    }

    private static DataInputStream open(String file) throws IOException {
        return new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(Path.of(file))));
    }

    private static float[] vector(DataInputStream in) throws IOException {
        float[] vector = new float[in.readInt()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = in.readFloat();
        }
        return vector;
    }

    private static double dot(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (double) x[i] * y[i];
        }
        return sum;
    }
}
