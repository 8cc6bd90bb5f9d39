package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.TensorFile;
import dev.heed.format.numpy.NpzFile;
import dev.heed.format.onnx.OnnxFile;
import dev.heed.format.torch.TorchFile;
import dev.heed.kernel.Kernels;
import java.lang.foreign.Arena;
import java.util.List;

/** Which file of a folder holds a model's weights, and the source that reads it. */
public final class WeightFiles {
    private static final String TORCH = "pytorch_model.bin";

    /** As {@code model.folder} calls marian-nmt's file, whatever its name. */
    public static final String MARIAN = "model.npz";

    private static final List<String> NAMES = List.of(
            "model.safetensors", "model.safetensors.index.json", "model.onnx", "onnx/model.onnx", TORCH, MARIAN);

    private WeightFiles() {}

    /**
     * The first of the known names that is there.
     *
     * @throws InvalidFileException if there is none; the message says what would be read
     */
    public static String find(ModelFiles files) {
        return NAMES.stream()
                .filter(files::has)
                .findFirst()
                .orElseThrow(() -> new InvalidFileException(
                        files.where() + ": expected weights in one of " + NAMES + ", found none"));
    }

    /** The same in a folder within the model's. */
    public static String find(ModelFiles files, String folder) {
        return folder.isEmpty() ? find(files) : folder + "/" + find(files.within(folder));
    }

    /**
     * A file's weights.
     *
     * @param arena keeps the file mapped
     * @throws InvalidFileException if the file is not what its name says
     */
    public static WeightSource open(ModelFiles files, String file, Arena arena) {
        if (file.endsWith(".onnx")) {
            String folder = file.substring(0, file.lastIndexOf('/') + 1);
            return new OnnxWeights(
                    OnnxFile.read(files.map(file, arena), files.path(file), other -> files.map(folder + other, arena)));
        }
        if (file.endsWith(MARIAN)) {
            return new MarianWeights(NpzFile.read(files.map(file, arena), files.path(file)));
        }
        return new TensorWeights(tensors(files, file, arena));
    }

    /**
     * A language model's weights, multiplied where they lie.
     *
     * @param arena keeps the file mapped: the model lives as long
     * @throws InvalidFileException if the file is not what its name says, or an ONNX graph
     */
    public static WeightSource openInPlace(ModelFiles files, String file, Kernels kernels, Arena arena) {
        if (file.endsWith(".onnx")) {
            throw new InvalidFileException(
                    files.path(file)
                            + ": expected a language model's weights in safetensors, got ONNX; graphs are read of encoders only");
        }
        return new FileOrderWeights(tensors(files, file, arena), kernels);
    }

    /**
     * The tensors of a file that is no graph.
     *
     * @param arena keeps the file mapped
     * @throws InvalidFileException if the file is not what its name says
     */
    public static TensorFile tensors(ModelFiles files, String file, Arena arena) {
        if (file.endsWith(TORCH)) {
            return TorchFile.read(files.map(file, arena), files.path(file));
        }
        if (file.endsWith(".onnx")) {
            throw new InvalidFileException(files.path(file) + ": expected safetensors or " + TORCH + ", got ONNX");
        }
        return file.endsWith(".index.json")
                ? TensorShards.read(files, file, arena)
                : SafetensorsFile.read(files.map(file, arena), files.path(file));
    }
}
