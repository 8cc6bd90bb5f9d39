package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.screen.Numbers;
import dev.heed.vectors.VectorFormat;
import java.io.IOException;
import java.util.List;

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
        VectorOutput.write(opened.vectors(), format, target);
        streams()
                .note(target + ": " + Numbers.counted(opened.vectors().size(), "word") + ", "
                        + Numbers.counted(opened.vectors().dimension(), "number") + " each, " + format.label());
    }
}
