package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors centroid}. */
public final class CentroidCommand extends VectorsCommand {
    private int count = 10;

    /** @param streams of this run */
    public CentroidCommand(Streams streams) {
        super(streams, 1, Integer.MAX_VALUE, "WORD…");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Lists the words nearest to the centre of some words.")
                .synopsis("heed vectors centroid FILE WORD… [OPTIONS]")
                .footer("  heed vectors centroid minilm red green blue");
        form.option("-n", "--count", "N", Integer.class, given -> count = given, "How many words. Default: 10.");
    }

    @Override
    void checkUsage() {
        checkCount(count);
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        List<Neighbor> near = opened.search().centroid(words, count);
        if (json()) {
            document(json -> {
                json.put("words", words);
                putNeighbors(json, "neighbors", near);
            });
            return;
        }
        StringBuilder page = new StringBuilder();
        page.append(heading("nearest to the centre of "
                        + String.join(
                                ", ", words.stream().map(VectorsCommand::shown).toList())))
                .append('\n');
        appendNeighbors(near, page);
        streams().print(page);
    }
}
