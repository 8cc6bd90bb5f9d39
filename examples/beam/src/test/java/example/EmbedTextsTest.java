package example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.heed.Encoder;
import dev.heed.Models;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

/** The pipeline on the Direct Runner: each text once, with the engine's own vector. */
class EmbedTextsTest {
    private static final int TEXTS = 150;

    @Test
    void textsHaveTheEnginesVectors() {
        List<String> texts = IntStream.range(0, TEXTS).mapToObj(i -> "Number " + i + " went to the bank.").toList();
        Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
        PAssert.that(pipeline.apply(Create.of(texts)).apply(new EmbedTexts())).satisfies(answers -> {
            Map<String, List<Float>> vectors = new HashMap<>();
            int count = 0;
            for (KV<String, List<Float>> answer : answers) {
                vectors.put(answer.getKey(), answer.getValue());
                count++;
            }
            assertEquals(TEXTS, count);
            assertEquals(TEXTS, vectors.size());
            try (Encoder encoder = Encoder.open(Models.minilm())) {
                for (String text : texts.subList(0, 5)) {
                    List<Float> vector = vectors.get(text);
                    float[] floats = new float[vector.size()];
                    for (int i = 0; i < floats.length; i++) {
                        floats[i] = vector.get(i);
                    }
                    assertArrayEquals(encoder.embed(text).vector(), floats);
                }
            }
            return null;
        });
        pipeline.run().waitUntilFinish();
    }
}
