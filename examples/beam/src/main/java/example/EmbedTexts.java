package example;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.TextEmbedding;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.FloatCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Gives each text its vector. Texts pass through the model {@value #BATCH} at a time; one model serves a worker's process. */
public final class EmbedTexts extends PTransform<PCollection<String>, PCollection<KV<String, List<Float>>>> {
    private static final long serialVersionUID = 1;
    private static final int BATCH = 64;
    /** Batches are made within each of so many parts, which workers share. */
    private static final int PARTS = 16;

    @Override
    public PCollection<KV<String, List<Float>>> expand(PCollection<String> texts) {
        return texts.apply(WithKeys.<Integer, String>of(text -> Math.floorMod(text.hashCode(), PARTS))
                        .withKeyType(TypeDescriptors.integers()))
                .apply(GroupIntoBatches.ofSize(BATCH))
                .apply(ParDo.of(new EmbedBatch()))
                .setCoder(KvCoder.of(StringUtf8Coder.of(), ListCoder.of(FloatCoder.of())));
    }

    /** The process's model: opened by the first batch, shared by all threads, which compute themselves. */
    private static final class Shared {
        private static final Encoder ENCODER =
                Encoder.builder(Models.minilm()).threads(1).open();
    }

    private static final class EmbedBatch extends DoFn<KV<Integer, Iterable<String>>, KV<String, List<Float>>> {
        private static final long serialVersionUID = 1;

        @ProcessElement
        public void process(
                @Element KV<Integer, Iterable<String>> batch, OutputReceiver<KV<String, List<Float>>> output) {
            List<String> texts = new ArrayList<>();
            batch.getValue().forEach(texts::add);
            for (TextEmbedding embedded : Shared.ENCODER.embed(texts)) {
                List<Float> vector = new ArrayList<>();
                for (float number : embedded.vector()) {
                    vector.add(number);
                }
                output.output(KV.of(embedded.text(), vector));
            }
        }
    }
}
