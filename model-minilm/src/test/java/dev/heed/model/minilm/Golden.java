package dev.heed.model.minilm;

import dev.heed.format.JsonObject;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * What the reference runtime gives for one model: ids, sampled rows of every layer and of every head's weights, pooled
 * vectors ({@code tools/goldens/layer_goldens.py}).
 */
record Golden(String name, JsonObject description, SafetensorsFile tensors) {
    static Golden of(String name) {
        return new Golden(
                name,
                JsonObject.read(resource(name + "-texts.json"), name),
                SafetensorsFile.read(MemorySegment.ofArray(resource(name + ".safetensors")), name));
    }

    List<JsonObject> texts() {
        return description.objects("texts");
    }

    int[] integers(String tensor) {
        return Arrays.stream(tensors.require(tensor).toLongs())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    float[] floats(String tensor) {
        return tensors.require(tensor).toFloats();
    }

    /** A tensor of two dimensions. */
    Matrix matrix(String tensor) {
        StoredTensor t = tensors.require(tensor);
        return Matrix.of(t.toFloats(), t.shape()[0], t.shape()[1]);
    }

    /** The largest difference between the reference in single and in double precision. */
    double noise(String kind, int index) {
        JsonObject noise = description.object("noise_fp32_against_fp64").orElseThrow();
        return ((Number) ((List<?>) noise.value(kind).orElseThrow()).get(index)).doubleValue();
    }

    static byte[] resource(String file) {
        try (InputStream in = Golden.class.getResourceAsStream("/dev/heed/golden/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
