package dev.heed.model.weights;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A checkpoint in several safetensors files, as {@code model.safetensors.index.json} lists them: {@code weight_map}, from a
 * tensor's name to the file it lies in. Each file is checked as one alone is.
 */
final class TensorShards implements TensorFile {
    private static final int MOST_FILES = 10_000;

    private final String where;
    private final Map<String, StoredTensor> tensors;

    private TensorShards(String where, Map<String, StoredTensor> tensors) {
        this.where = where;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * @param index the file that lists them
     * @param arena keeps the files mapped
     * @throws InvalidFileException naming the file or tensor that is missing or wrong
     */
    static TensorShards read(ModelFiles files, String index, Arena arena) {
        String where = files.path(index);
        String folder = index.substring(0, index.lastIndexOf('/') + 1);
        JsonObject map = JsonObject.read(files.read(index), where)
                .object("weight_map")
                .orElseThrow(() -> new InvalidFileException(
                        where + ": expected an object weight_map, from tensors to files, found none"));
        Map<String, SafetensorsFile> shards = new LinkedHashMap<>();
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (String tensor : map.keys()) {
            String shard = map.string(tensor).orElseThrow();
            SafetensorsFile file = shards.computeIfAbsent(shard, name -> open(files, folder + name, arena));
            if (shards.size() > MOST_FILES) {
                throw new InvalidFileException(where + ": expected at most " + MOST_FILES + " files, got more");
            }
            tensors.put(tensor, file.require(tensor));
        }
        return new TensorShards(where, tensors);
    }

    private static SafetensorsFile open(ModelFiles files, String shard, Arena arena) {
        return SafetensorsFile.read(files.map(shard, arena), files.path(shard));
    }

    @Override
    public String name() {
        return where;
    }

    @Override
    public Optional<StoredTensor> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    @Override
    public Set<String> names() {
        return tensors.keySet();
    }
}
