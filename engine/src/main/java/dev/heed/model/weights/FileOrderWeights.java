package dev.heed.model.weights;

import dev.heed.format.ElementType;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.block.BlockFormat;
import dev.heed.kernel.block.BlockRows;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import java.util.Map;
import java.util.Optional;

/**
 * The weights of a large model by name from a file of tensors, multiplied where they lie in the mapped file, in the type in
 * which it holds them: nothing of them is copied. What is stored with its inputs first is laid out.
 */
public final class FileOrderWeights implements WeightSource {
    private static final Map<ElementType, BlockFormat> FORMATS = Map.of(
            ElementType.F32, BlockFormat.F32, ElementType.F16, BlockFormat.F16, ElementType.BF16, BlockFormat.BF16);

    private final TensorFile file;
    private final TensorWeights read;
    private final Kernels kernels;

    /** @param file must stay open while the model is used */
    public FileOrderWeights(TensorFile file, Kernels kernels) {
        this.file = file;
        this.read = new TensorWeights(file);
        this.kernels = kernels;
    }

    @Override
    public String name() {
        return read.name();
    }

    @Override
    public boolean has(String tensor) {
        return read.has(tensor);
    }

    @Override
    public float[] vector(String tensor, int size) {
        return read.vector(tensor, size);
    }

    @Override
    public RowTable table(String tensor, int rows, int columns) {
        return read.table(tensor, rows, columns);
    }

    @Override
    public WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst) {
        return read.linear(name, inputs, outputs, inputsFirst);
    }

    @Override
    public boolean holdsPrepared(String name, boolean inputsFirst) {
        return !inputsFirst
                && file.tensor(name + ".weight")
                        .filter(tensor -> FORMATS.containsKey(tensor.type()))
                        .isPresent();
    }

    @Override
    public Optional<PreparedLinear> prepared(String name, int inputs, int outputs, boolean inputsFirst, float[] bias) {
        if (!holdsPrepared(name, inputsFirst)) {
            return Optional.empty();
        }
        StoredTensor tensor = TensorWeights.shaped(file.name(), file.require(name + ".weight"), outputs, inputs);
        BlockRows rows = new BlockRows(FORMATS.get(tensor.type()), outputs, inputs, tensor.bytes());
        return Optional.of(kernels.blocks(rows, bias));
    }
}
