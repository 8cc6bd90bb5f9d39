package dev.heed.generation;

import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.LanguageHead;
import dev.heed.model.Linear;
import dev.heed.model.Norm;
import dev.heed.model.Transformer.AttentionInputs;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * A score taken apart into what each part of the model added to it.
 *
 * <p>The stream of vectors that runs through a decoder is a sum: the embedding, then what each head of each block brought
 * from each place (its value, weighted, through the output projection), then what each feed-forward network added (Elhage et
 * al., 2021). With the scale of the final norm held at what it was, the score is linear in that sum, so the parts add up to
 * it exactly; {@code rest} is what rounding leaves.
 *
 * @param id the token whose score it is
 * @param against the token whose score is taken off; −1 for none
 * @param logit the score, or the difference of the two
 */
public record Attribution(int id, int against, float logit, List<Part> parts, float rest) {
    /** What adds to a score. */
    public enum Kind {
        /** The last token's own embedding. */
        EMBEDDING("embedding"),
        /** What one head brought from one place. */
        ATTENTION("attention"),
        /** What a feed-forward network added, its biases included. */
        FEED_FORWARD("feedForward"),
        /** What is added whatever is read: of an output projection, of the final norm, of the head. */
        BIAS("bias");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As documents name it. */
        public String label() {
            return label;
        }
    }

    /**
     * One part of a score.
     *
     * @param layer the block, from 1; 0 for what belongs to none
     * @param head from 1; 0 where it is not a head's
     * @param from the place of the token that it came from, from 0; −1 where it came from none
     */
    public record Part(Kind kind, int layer, int head, int from, float share) {}

    /** Vectors that probe a projection at once. */
    private static final int PROBES = 256;

    public Attribution {
        parts = List.copyOf(parts);
    }

    static Attribution of(Reading reading, int id, int against) {
        Decoder decoder = reading.decoder();
        int size = decoder.transformer().config().vocabularySize();
        for (int one : new int[] {id, against}) {
            if (one < (one == against ? -1 : 0) || one >= size) {
                throw new IllegalArgumentException("token id: expected 0 to " + (size - 1) + ", got " + one);
            }
        }
        return new Taking(reading).apart(id, against);
    }

    /** The work, for one reading. */
    private static final class Taking {
        private final Reading reading;
        private final Decoder decoder;
        private final Workers workers;
        private final List<Part> parts = new ArrayList<>();
        private double sum;

        Taking(Reading reading) {
            this.reading = reading;
            decoder = reading.decoder();
            workers = decoder.workers();
        }

        Attribution apart(int id, int against) {
            LanguageHead head = decoder.head();
            if (head.transform() != null) {
                throw new IllegalArgumentException(
                        "why: expected a head of scores alone, got that of a masked language" + " model");
            }
            double[] behind = new double[head.output().inputs()];
            double bias = addRow(head, id, head.scale(), behind);
            if (against >= 0) {
                bias += addRow(head, against, -head.scale(), behind);
            }
            HeldNorm held = HeldNorm.of(decoder.transformer().finalNorm(), reading.unnormed(), behind);
            add(
                    Kind.EMBEDDING,
                    0,
                    0,
                    reading.ids().length - 1,
                    held.of(reading.layers().get(0).row(0)));
            for (int layer = 1; layer <= decoder.layers(); layer++) {
                block(layer, held);
            }
            if (bias + held.constant() != 0) {
                add(Kind.BIAS, 0, 0, -1, bias + held.constant());
            }
            double logit = reading.logits()[id] - (against < 0 ? 0.0 : reading.logits()[against]);
            return new Attribution(id, against, (float) logit, parts, (float) (logit - sum));
        }

        private void add(Kind kind, int layer, int head, int from, double share) {
            parts.add(new Part(kind, layer, head, from, (float) share));
            sum += share;
        }

        /** Adds a token's row of the head to a direction; returns its bias. */
        private double addRow(LanguageHead head, int id, double factor, double[] behind) {
            int column = id;
            for (PreparedLinear part : head.output().parts()) {
                if (column < part.outputs()) {
                    float[] row = row(part, column);
                    for (int i = 0; i < behind.length; i++) {
                        behind[i] += factor * row[i];
                    }
                    return factor * row[behind.length];
                }
                column -= part.outputs();
            }
            throw new AssertionError(id);
        }

        /** The weights of one output of a map, and its bias behind them: what unit vectors give. */
        private float[] row(PreparedLinear map, int output) {
            int from = output / PreparedLinear.COLUMN_STEP * PreparedLinear.COLUMN_STEP;
            int to = Math.min(map.outputs(), from + PreparedLinear.COLUMN_STEP);
            float[] row = new float[map.inputs() + 1];
            row[map.inputs()] = probe(map, 0, 0, from, to, output)[0];
            for (int at = 0; at < map.inputs(); at += PROBES) {
                int count = Math.min(PROBES, map.inputs() - at);
                float[] found = probe(map, at, count, from, to, output);
                for (int i = 0; i < count; i++) {
                    row[at + i] = found[i] - row[map.inputs()];
                }
            }
            return row;
        }

        private static float[] probe(PreparedLinear map, int at, int count, int from, int to, int output) {
            Matrix units = Matrix.zeros(Math.max(1, count), map.inputs());
            for (int i = 0; i < count; i++) {
                units.data()[units.index(i) + at + i] = 1;
            }
            Matrix y = Matrix.zeros(units.rows(), map.outputs());
            map.apply(units, Activation.IDENTITY, y, from, to);
            float[] column = new float[y.rows()];
            for (int i = 0; i < column.length; i++) {
                column[i] = y.at(i, output);
            }
            return column;
        }

        private void block(int layer, HeldNorm held) {
            Block block = decoder.transformer().blocks().get(layer - 1);
            checkSum(block);
            AttentionInputs inputs = decoder.transformer()
                    .attentionInputs(layer, reading.layers().get(layer - 1), reading.cache(), workers);
            float[][] weights = LastAttention.weights(inputs, reading.cache());
            Linear output = block.attention().output();
            float[] mixed = mixed(inputs, weights);
            Matrix attended = output.apply(
                    Matrix.of(mixed, 1, mixed.length), Activation.IDENTITY, Matrix.zeros(1, output.outputs()), workers);
            HeldNorm inside = HeldNorm.of(block.attentionNorms().inside(), attended, held.direction());
            heads(layer, inputs, weights, pulledBack(output, inside));
            double bias = inside.of(bias(output)) + inside.constant();
            if (bias != 0) {
                add(Kind.BIAS, layer, 0, -1, bias);
            }
            double brought =
                    inside.of(attended.row(0)) + inside.constant(); // not the parts' sum: rest is what they miss
            double whole = held.of(after(layer))
                    - held.of(reading.layers().get(layer - 1).row(0));
            add(Kind.FEED_FORWARD, layer, 0, -1, whole - brought);
        }

        private float[] after(int layer) {
            return (layer == decoder.layers()
                            ? reading.unnormed()
                            : reading.layers().get(layer))
                    .row(0);
        }

        private static void checkSum(Block block) {
            if (!(block.attentionNorms().after() instanceof Norm.None)
                    || !(block.feedForwardNorms().after() instanceof Norm.None)) {
                throw new IllegalArgumentException(
                        "why: expected a model whose blocks add to what they read, got one that"
                                + " normalises the sum; its scores are no sum of parts");
            }
        }

        /** The heads' results, side by side, as the pass had them. */
        private static float[] mixed(AttentionInputs inputs, float[][] weights) {
            int dim = inputs.operator().headDim();
            float[] mixed = new float[weights.length * dim];
            for (int head = 0; head < weights.length; head++) {
                int column = valueColumn(inputs, head);
                for (int from = 0; from < weights[head].length; from++) {
                    int at = inputs.value().index(from) + column;
                    for (int i = 0; i < dim; i++) {
                        mixed[head * dim + i] +=
                                weights[head][from] * inputs.value().data()[at + i];
                    }
                }
            }
            return mixed;
        }

        private static int valueColumn(AttentionInputs inputs, int head) {
            var operator = inputs.operator();
            return head * operator.keyHeads() / operator.queryHeads() * operator.headDim();
        }

        private void heads(int layer, AttentionInputs inputs, float[][] weights, double[] pulled) {
            int dim = inputs.operator().headDim();
            for (int head = 0; head < weights.length; head++) {
                int column = valueColumn(inputs, head);
                for (int from = 0; from < weights[head].length; from++) {
                    int at = inputs.value().index(from) + column;
                    double product = 0;
                    for (int i = 0; i < dim; i++) {
                        product += pulled[head * dim + i] * inputs.value().data()[at + i];
                    }
                    add(Kind.ATTENTION, layer, head + 1, from, weights[head][from] * product);
                }
            }
        }

        private float[] bias(Linear map) {
            return map.apply(
                            Matrix.zeros(1, map.inputs()), Activation.IDENTITY, Matrix.zeros(1, map.outputs()), workers)
                    .row(0);
        }

        /** What a direction behind a map asks of what goes into it: unit vectors through the map, times the direction. */
        private double[] pulledBack(Linear map, HeldNorm behind) {
            double none = behind.of(bias(map));
            double[] pulled = new double[map.inputs()];
            for (int at = 0; at < pulled.length; at += PROBES) {
                int count = Math.min(PROBES, pulled.length - at);
                Matrix units = Matrix.zeros(count, map.inputs());
                for (int i = 0; i < count; i++) {
                    units.data()[units.index(i) + at + i] = 1;
                }
                Matrix y = map.apply(units, Activation.IDENTITY, Matrix.zeros(count, map.outputs()), workers);
                for (int i = 0; i < count; i++) {
                    pulled[at + i] = behind.of(y.row(i)) - none;
                }
            }
            return pulled;
        }
    }
}
