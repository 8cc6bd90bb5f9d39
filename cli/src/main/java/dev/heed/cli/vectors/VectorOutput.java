package dev.heed.cli.vectors;

import dev.heed.cli.output.WholeFile;
import dev.heed.vectors.VectorFormat;
import dev.heed.vectors.VectorWriter;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Word vectors under the name that was asked for, whole or not at all. */
final class VectorOutput {
    private VectorOutput() {}

    /** Finds out, before long work, whether the file can be written. */
    static void check(String name) throws IOException {
        WholeFile.create(Path.of(name)).close();
    }

    /** @param name whose ending gave the format; {@code .gz} behind it compresses */
    static void write(WordVectors vectors, VectorFormat format, String name) throws IOException {
        Path path = Path.of(name);
        try (WholeFile file = WholeFile.create(path)) {
            if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
                GZIPOutputStream packed = new GZIPOutputStream(file.stream(), 1 << 16);
                VectorWriter.write(vectors, format, packed);
                packed.finish();
            } else {
                VectorWriter.write(vectors, format, file.stream());
            }
            if (format == VectorFormat.NUMPY) {
                writeWords(vectors, path);
            }
            file.commit();
        }
    }

    private static void writeWords(WordVectors vectors, Path matrix) throws IOException {
        String name = matrix.getFileName().toString();
        Path words = matrix.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".vocab");
        try (WholeFile file = WholeFile.create(words)) {
            OutputStream out = file.stream();
            VectorWriter.writeWords(vectors, out);
            file.commit();
        }
    }
}
