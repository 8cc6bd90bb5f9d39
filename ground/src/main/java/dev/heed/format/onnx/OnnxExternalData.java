package dev.heed.format.onnx;

import dev.heed.format.ElementType;
import dev.heed.format.Quoted;
import dev.heed.format.TensorPlace;
import dev.heed.format.TensorSize;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The data of tensors that lies in files beside the model
 * (<a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">external data</a>).
 *
 * <p>A location comes from the file and is not trusted: it must be a relative path that stays in the model's folder.
 */
final class OnnxExternalData {
    private final String where;
    private final Function<String, MemorySegment> files;
    private final Map<String, MemorySegment> opened = new HashMap<>();

    /** @param files may be {@code null}: then no external data is accepted */
    OnnxExternalData(String where, Function<String, MemorySegment> files) {
        this.where = where;
        this.files = files;
    }

    /** The slice that {@code location}, {@code offset} and {@code length} name. */
    MemorySegment read(Map<String, String> entries, ElementType type, long[] dims, TensorPlace place) {
        String location = entries.getOrDefault("location", "");
        checkLocation(location, place);
        if (files == null) {
            throw place.refused("expected its data inside " + where + ", got the external file " + Quoted.of(location)
                    + "; save the model as one file");
        }
        MemorySegment file = opened.computeIfAbsent(location, files);
        if (file == null) {
            throw place.refused(
                    "expected its data in the file " + Quoted.of(location) + " beside the model, got no such file");
        }
        long bytes = TensorSize.bytes(type, dims);
        long offset = count(entries, "offset", 0, place);
        long length = count(entries, "length", bytes, place);
        if (length != bytes || bytes == TensorSize.TOO_LARGE) {
            throw place.refused("expected " + TensorSize.shown(bytes) + " bytes for " + type + Arrays.toString(dims)
                    + ", got length " + length + " in " + Quoted.of(location));
        }
        if (offset > file.byteSize() || length > file.byteSize() - offset) {
            throw place.refused("expected " + length + " bytes at " + offset + " of " + Quoted.of(location)
                    + ", got a file of " + file.byteSize() + " bytes");
        }
        return file.asSlice(offset, length);
    }

    private static void checkLocation(String location, TensorPlace place) {
        boolean isAbsolute = location.startsWith("/") || location.startsWith("\\") || location.contains(":");
        boolean leaves = Arrays.asList(location.split("[/\\\\]")).contains("..");
        if (location.isBlank() || isAbsolute || leaves || location.chars().anyMatch(Character::isISOControl)) {
            throw place.refused("expected an external file in the model's folder, got location " + Quoted.of(location));
        }
    }

    private static long count(Map<String, String> entries, String key, long otherwise, TensorPlace place) {
        String text = entries.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long count = Long.parseLong(text);
            if (count >= 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // told below, with the text that was no number
        }
        throw place.refused("expected a whole number from 0 as external " + key + ", got " + Quoted.of(text));
    }
}
