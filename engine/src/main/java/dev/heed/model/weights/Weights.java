package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.model.Block;
import dev.heed.model.FeedForward;
import dev.heed.model.Linear;
import dev.heed.model.Norm;
import dev.heed.model.RowTable;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A checkpoint as a family asks it: by published name and expected shape, for values that a transformer is made of.
 *
 * <p>A survey ({@link #survey}) runs through the same questions to learn which linear maps a model has, and reads nothing;
 * so families need not list them. Thread-safe.
 */
public final class Weights {
    private final WeightSource source;
    private final String prefix;
    private final LinearMaps maps;
    private final Kernels kernels;
    private final Workers workers;

    /** @param workers read blocks side by side */
    public Weights(WeightSource source, LinearMaps maps, Kernels kernels, Workers workers) {
        this(source, "", maps, kernels, workers);
    }

    private Weights(WeightSource source, String prefix, LinearMaps maps, Kernels kernels, Workers workers) {
        this.source = source;
        this.prefix = prefix;
        this.maps = maps;
        this.kernels = kernels;
        this.workers = workers;
    }

    /** The linear maps that {@code asks} asks for and that are to be laid out, in order; no weight is read. */
    public static List<LinearKey> survey(WeightSource source, Kernels kernels, Consumer<Weights> asks) {
        List<LinearKey> keys = new ArrayList<>();
        LinearMaps noted = (key, weights) -> {
            if (!keys.contains(key)) {
                keys.add(key);
            }
            return new Survey.Unread(key.inputs(), key.outputs());
        };
        asks.accept(new Weights(new Survey(source), noted, kernels, Workers.CALLER_ONLY));
        return keys;
    }

    /** What is computed with. */
    public Kernels kernels() {
        return kernels;
    }

    /**
     * The same where all names follow one of these prefixes: checkpoints of models with a head put one before their
     * encoder's names.
     *
     * @param marker a tensor that every checkpoint of the family has
     * @throws InvalidFileException if it is found after none of them
     */
    public Weights under(List<String> prefixes, String marker) {
        for (String candidate : prefixes) {
            if (source.has(prefix + candidate + marker)) {
                return new Weights(source, prefix + candidate, maps, kernels, workers);
            }
        }
        String others = prefixes.stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(", "));
        throw new InvalidFileException(
                source.name() + ": expected a tensor " + marker + (others.isEmpty() ? "" : ", alone or after " + others)
                        + ", found none; is it another model's checkpoint?");
    }

    /** A name as it stands in the checkpoint, prefix included. */
    public String named(String name) {
        return prefix + name;
    }

    /** Whether the checkpoint has such a tensor. */
    public boolean has(String tensor) {
        return source.has(prefix + tensor);
    }

    /** A vector. */
    public float[] vector(String tensor, int size) {
        return source.vector(prefix + tensor, size);
    }

    /** A table left where it lies; (rows, columns). */
    public RowTable table(String tensor, int rows, int columns) {
        return source.table(prefix + tensor, rows, columns);
    }

    /** A small table, read; (rows, columns). */
    public Matrix matrix(String tensor, int rows, int columns) {
        return table(tensor, rows, columns).toMatrix();
    }

    /** A layer norm with scale and shift. */
    public Norm layerNorm(String name, int size, float epsilon) {
        return new Norm.Layer(vector(name + ".weight", size), vector(name + ".bias", size), epsilon);
    }

    /** A layer norm without shift. */
    public Norm layerNormWithoutBias(String name, int size, float epsilon) {
        float[] weight = vector(name + ".weight", size);
        return new Norm.Layer(weight, new float[weight.length], epsilon);
    }

    /** A norm by the root of the mean of squares. */
    public Norm rmsNorm(String name, int size, float epsilon) {
        return new Norm.RootMeanSquare(vector(name + ".weight", size), epsilon);
    }

    /** The same, stored less 1. */
    public Norm rmsNormOnePlus(String name, int size, float epsilon) {
        return Norm.RootMeanSquare.onePlus(vector(name + ".weight", size), epsilon);
    }

    /** A linear map with a bias. */
    public Linear linear(String name, int inputs, int outputs) {
        return linear(inputs, Projection.of(name, outputs));
    }

    /** Linear maps of the same inputs, side by side. */
    public Linear linear(int inputs, Projection... parts) {
        return linear(inputs, null, false, parts);
    }

    /**
     * One of several linear maps that a tensor holds one below the other; without a bias.
     *
     * @param tensor its name as it stands
     * @param index which map, from 0
     * @param count how many there are
     * @param inputsFirst whether each is stored as (inputs, outputs)
     */
    public Linear part(String tensor, int index, int count, int inputs, int outputs, boolean inputsFirst) {
        int rows = inputsFirst ? inputs : outputs;
        RowTable all = source.table(prefix + tensor, count * rows, inputsFirst ? outputs : inputs);
        LinearKey key = LinearKey.of(prefix + tensor + "." + index, inputs, outputs);
        return Linear.of(maps.map(key, () -> {
            Matrix own = Matrix.zeros(rows, all.columns());
            for (int row = 0; row < rows; row++) {
                all.copyRow(index * rows + row, own.data(), own.index(row));
            }
            return LinearWeights.of(
                    inputsFirst ? WeightRows.of(own) : TensorWeights.transposed(own.data(), inputs, outputs),
                    new float[outputs]);
        }));
    }

    /**
     * A feed-forward network.
     *
     * @param parts of the first map: one, or the two that are multiplied
     */
    public FeedForward feedForward(
            int hiddenSize, Activation activation, FeedForward.Gate gate, Projection output, Projection... parts) {
        int outputs = Arrays.stream(parts).mapToInt(Projection::outputs).sum();
        int width = gate == FeedForward.Gate.NONE ? outputs : outputs / 2;
        return new FeedForward(
                linear(hiddenSize, prefix + output.name(), false, parts),
                activation,
                gate,
                linear(width, null, true, output));
    }

    private Linear linear(int inputs, String feeds, boolean fed, Projection... parts) {
        if (Arrays.stream(parts).noneMatch(part -> source.holdsPrepared(prefix + part.name(), part.inputsFirst()))) {
            return Linear.of(laidOut(inputs, feeds, fed, parts));
        }
        return new Linear(Arrays.stream(parts)
                .map(part -> prepared(inputs, part).orElseGet(() -> laidOut(inputs, null, false, part)))
                .toList());
    }

    private Optional<PreparedLinear> prepared(int inputs, Projection part) {
        float[] bias = part.bias() == null ? null : vector(part.bias(), part.outputs());
        return source.prepared(prefix + part.name(), inputs, part.outputs(), part.inputsFirst(), bias);
    }

    private PreparedLinear laidOut(int inputs, String feeds, boolean fed, Projection... parts) {
        String name = Arrays.stream(parts).map(part -> prefix + part.name()).collect(Collectors.joining("+"));
        int outputs = Arrays.stream(parts).mapToInt(Projection::outputs).sum();
        return maps.map(new LinearKey(name, inputs, outputs, feeds, fed), () -> {
            List<WeightRows> rows =
                    Arrays.stream(parts).map(part -> rows(part, inputs)).toList();
            float[] biases = new float[outputs];
            int at = 0;
            for (Projection part : parts) {
                float[] own = bias(part);
                System.arraycopy(own, 0, biases, at, own.length);
                at += own.length;
            }
            return LinearWeights.of(rows.size() == 1 ? rows.getFirst() : new JoinedRows(rows), biases);
        });
    }

    private WeightRows rows(Projection part, int inputs) {
        return source.linear(prefix + part.name(), inputs, part.outputs(), part.inputsFirst());
    }

    private float[] bias(Projection part) {
        return part.bias() == null ? new float[part.outputs()] : vector(part.bias(), part.outputs());
    }

    /** All blocks, read side by side. */
    public List<Block> blocks(int count, IntFunction<Block> block) {
        Block[] blocks = new Block[count];
        workers.run(count, layer -> blocks[layer] = block.apply(layer));
        return List.of(blocks);
    }
}
