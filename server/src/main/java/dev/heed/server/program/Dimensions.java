package dev.heed.server.program;

import dev.heed.ModelInfo;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.tensor.Vectors;
import java.util.Arrays;

/** How many numbers of a vector a request wants: the first of them, brought to length 1 again. */
record Dimensions(int wanted, int full) {
    static Dimensions of(Keys keys, ModelInfo model) {
        int full = model.dimension();
        Integer wanted = keys.integer("dimensions");
        if (wanted != null && (wanted < 1 || wanted > full)) {
            throw new Refusal(
                    Reason.MALFORMED,
                    "dimensions",
                    "expected 1 to " + full + ", the size of this model's vectors, got " + wanted);
        }
        return new Dimensions(wanted == null ? full : wanted, full);
    }

    float[] of(float[] vector) {
        if (wanted == full) {
            return vector;
        }
        float[] cut = Arrays.copyOf(vector, wanted);
        Vectors.normalize(cut);
        return cut;
    }
}
