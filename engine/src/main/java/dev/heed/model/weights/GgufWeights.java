package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.gguf.GgufFile;
import dev.heed.format.gguf.GgufTensor;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.block.BlockFormat;
import dev.heed.kernel.block.BlockRows;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The weights of a GGUF file under the names of the family's checkpoints, and its metadata as their configuration. Linear
 * maps are multiplied in the blocks in which they lie in the mapped file.
 */
public final class GgufWeights implements WeightSource {
    private static final String ARCHITECTURE = "general.architecture";

    private final GgufFile file;
    private final GgufArchitecture architecture;
    private final Kernels kernels;
    private final NumberFormat format;

    /** The same with inputs in single precision. */
    public GgufWeights(GgufFile file, Kernels kernels) {
        this(file, kernels, NumberFormat.FP32);
    }

    /**
     * @param file must stay open while the model is used
     * @param format in which blocks of integers are multiplied: with {@link NumberFormat#INT8} by inputs in bytes
     * @throws InvalidFileException if its architecture is none that is read; the message lists those that are
     * @throws IllegalArgumentException if the file's weights are not multiplied in that format
     */
    public GgufWeights(GgufFile file, Kernels kernels, NumberFormat format) {
        if (format != NumberFormat.FP32 && format != NumberFormat.INT8) {
            throw new IllegalArgumentException("precision: expected fp32 or int8 for a GGUF file, whose weights are"
                    + " multiplied as it has them, got " + format.label() + " (" + file.name() + ")");
        }
        if (format == NumberFormat.INT8 && !holdsIntegers(file)) {
            throw noIntegers(file.name());
        }
        this.file = file;
        this.kernels = kernels;
        this.format = format;
        this.architecture = architecture(file);
    }

    /**
     * What {@code config.json} would say.
     *
     * @throws InvalidFileException naming a key that is missing or not understood
     */
    public static JsonObject config(GgufFile file) {
        return GgufConfig.read(file, architecture(file));
    }

    private static GgufArchitecture architecture(GgufFile file) {
        String stated = file.metadata().requireString(ARCHITECTURE);
        return GgufArchitecture.of(stated)
                .orElseThrow(() -> new InvalidFileException(file.name() + ": " + ARCHITECTURE + ": expected one of "
                        + Arrays.stream(GgufArchitecture.values())
                                .map(known -> known.stated)
                                .collect(Collectors.joining(", "))
                        + ", got " + stated));
    }

    /** The refusal of {@link NumberFormat#INT8} where a model's weights are floats. */
    public static IllegalArgumentException noIntegers(String where) {
        return new IllegalArgumentException("precision: expected fp32 for weights that are no integers, got int8 ("
                + where + "); take a GGUF file in Q8_0, Q4_K, … for it");
    }

    /** Whether a file holds matrices in blocks of integers, which {@link NumberFormat#INT8} multiplies. */
    public static boolean holdsIntegers(GgufFile file) {
        return file.names().stream()
                .map(name -> BlockFormat.named(file.require(name).type().name()))
                .anyMatch(format -> format != null && format.weights() > 1);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public boolean has(String tensor) {
        return find(tensor).isPresent();
    }

    private Optional<GgufTensor> find(String tensor) {
        return architecture.translated(tensor).flatMap(file::tensor);
    }

    private BlockRows require(String tensor, int... shape) {
        return rows(file, file.require(architecture.translated(tensor).orElse(tensor)), shape);
    }

    /** A tensor's rows, if it has the expected shape and a format that is read. */
    static BlockRows rows(GgufFile file, GgufTensor tensor, int... shape) {
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new InvalidFileException(file.name() + ": tensor " + tensor.name() + " has shape "
                    + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(shape) + " from the metadata");
        }
        BlockFormat format = BlockFormat.named(tensor.type().name());
        if (format == null) {
            throw new InvalidFileException(file.name() + ": tensor " + tensor.name() + ": expected one of the types "
                    + BlockFormat.names() + ", got " + tensor.type() + "; make the file anew with llama-quantize");
        }
        int columns = shape.length == 0 ? 1 : shape[shape.length - 1];
        int rows = shape.length < 2 ? 1 : shape[0];
        return new BlockRows(format, rows, columns, tensor.data());
    }

    @Override
    public float[] vector(String tensor, int size) {
        float[] vector = new float[size];
        require(tensor, size).copyRow(0, vector, 0);
        return vector;
    }

    @Override
    public RowTable table(String tensor, int rows, int columns) {
        return new Table(require(tensor, rows, columns));
    }

    /** Rows decoded as they are asked for. */
    private record Table(BlockRows blocks) implements RowTable {
        @Override
        public int rows() {
            return blocks.rows();
        }

        @Override
        public int columns() {
            return blocks.columns();
        }

        @Override
        public void copyRow(int row, float[] target, int offset) {
            blocks.copyRow(row, target, offset);
        }
    }

    /** Such files always store outputs first. */
    @Override
    public WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst) {
        return TensorWeights.transposed(
                table(name + ".weight", outputs, inputs).toMatrix().data(), inputs, outputs);
    }

    @Override
    public boolean holdsPrepared(String name, boolean inputsFirst) {
        return has(name + ".weight");
    }

    @Override
    public Optional<PreparedLinear> prepared(String name, int inputs, int outputs, boolean inputsFirst, float[] bias) {
        BlockRows rows = require(name + ".weight", outputs, inputs);
        return Optional.of(format == NumberFormat.INT8 ? kernels.byteBlocks(rows, bias) : kernels.blocks(rows, bias));
    }
}
