package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.WholeFile;
import dev.heed.vectors.VectorFormat;
import dev.heed.vectors.VectorWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** {@code heed vectors convert}. */
public final class ConvertCommand extends VectorsCommand {
    private String target;

    private VectorFormat format;

    /** @param streams of this run */
    public ConvertCommand(Streams streams) {
        super(streams, 0, 0, "--output FILE");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Writes word vectors in another format, chosen by the name of the output.")
                .synopsis("heed vectors convert FILE --output FILE [OPTIONS]")
                .footer(
                        "  heed vectors convert glove.6B.100d.txt --output glove.bin",
                        "  heed vectors convert model.bin --output model.vec.gz");
        form.required(
                "--output",
                "FILE",
                given -> target = given,
                "Ends in .bin (word2vec binary), .txt or .vec (word2vec text, also .gz) or .npy (with .vocab"
                        + " beside it).");
    }

    @Override
    void checkUsage() {
        try {
            format = VectorFormat.ofName(target);
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(e.getMessage());
        }
    }

    @Override
    void answer(OpenedVectors opened, List<String> none) throws IOException {
        Path path = Path.of(target);
        try (WholeFile file = WholeFile.create(path)) {
            if (target.toLowerCase(Locale.ROOT).endsWith(".gz")) {
                GZIPOutputStream packed = new GZIPOutputStream(file.stream(), 1 << 16);
                VectorWriter.write(opened.vectors(), format, packed);
                packed.finish();
            } else {
                VectorWriter.write(opened.vectors(), format, file.stream());
            }
            if (format == VectorFormat.NUMPY) {
                writeWords(opened, path);
            }
            file.commit();
        }
        streams()
                .note(target + ": " + opened.vectors().size() + " words, "
                        + opened.vectors().dimension() + " numbers each, " + format.label());
    }

    private static void writeWords(OpenedVectors opened, Path matrix) throws IOException {
        String name = matrix.getFileName().toString();
        Path words = matrix.resolveSibling(name.substring(0, name.length() - ".npy".length()) + ".vocab");
        try (WholeFile file = WholeFile.create(words)) {
            OutputStream out = file.stream();
            VectorWriter.writeWords(opened.vectors(), out);
            file.commit();
        }
    }
}
