package dev.heed.model.folder;

import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.format.torch.TorchFile;
import dev.heed.kernel.Kernels;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.model.HeadFunction;
import dev.heed.model.HeadStep;
import dev.heed.model.weights.ModelFiles;
import dev.heed.model.weights.Projection;
import dev.heed.model.weights.TensorWeights;
import dev.heed.model.weights.Weights;
import dev.heed.parallel.Workers;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The heads that FlagEmbedding puts beside an encoder (BGE-M3: Chen et al., 2024): {@value #SPARSE} weighs each token,
 * {@value #MULTI} makes a vector of each for late interaction. The folder's own text vector stays what it is.
 *
 * @param files of the model
 */
public record TokenHeads(ModelFiles files) {
    private static final String SPARSE = "sparse_linear.pt";
    private static final String MULTI = "colbert_linear.pt";

    /** Whether the folder weighs tokens. */
    public boolean weighTokens() {
        return files.has(SPARSE);
    }

    /** Whether the folder has vectors of tokens. */
    public boolean haveVectors() {
        return files.has(MULTI);
    }

    /**
     * The map of a token's last state to its one weight, before negative ones become 0.
     *
     * @throws InvalidFileException naming what is missing or of another shape
     */
    public HeadStep weight(int hiddenSize, Kernels kernels, Arena arena) {
        return map(SPARSE, 1, hiddenSize, kernels, arena);
    }

    /**
     * The map of a token's last state to its vector, before that is brought to length 1.
     *
     * @throws InvalidFileException naming what is missing or of another shape
     */
    public HeadStep vector(int hiddenSize, Kernels kernels, Arena arena) {
        return map(MULTI, 0, hiddenSize, kernels, arena);
    }

    /** @param outputs 0 for as many as the file has */
    private HeadStep map(String name, int outputs, int hiddenSize, Kernels kernels, Arena arena) {
        TensorFile file = TorchFile.read(files.map(name, arena), files.path(name));
        StoredTensor weight = file.require("weight");
        int[] shape = weight.shape();
        if (shape.length != 2 || shape[1] != hiddenSize || shape[0] < 1 || outputs > 0 && shape[0] != outputs) {
            throw new InvalidFileException(files.path(name) + ": tensor weight: expected the shape ["
                    + (outputs > 0 ? outputs : "any") + ", " + hiddenSize + "], got " + Arrays.toString(shape));
        }
        Weights weights = new Weights(
                new TensorWeights(new Prefixed(file)),
                (key, read) -> kernels.layout(NumberFormat.FP32).prepare(read.get()),
                kernels,
                Workers.CALLER_ONLY);
        Projection projection =
                Projection.of("linear", shape[0]).biased(file.tensor("bias").isPresent());
        return new HeadStep.Dense(weights.linear(hiddenSize, projection), HeadFunction.IDENTITY, false, null);
    }

    /** A lone map's tensors by the names that a map within a model has. */
    private record Prefixed(TensorFile file) implements TensorFile {
        private static final String PREFIX = "linear.";

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public Optional<StoredTensor> tensor(String name) {
            return name.startsWith(PREFIX) ? file.tensor(name.substring(PREFIX.length())) : Optional.empty();
        }

        @Override
        public Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            file.names().forEach(name -> names.add(PREFIX + name));
            return names;
        }
    }
}
