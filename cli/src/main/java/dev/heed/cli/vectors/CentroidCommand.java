package dev.heed.cli.vectors;

import dev.heed.cli.console.Streams;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heed vectors centroid}. */
@Command(
        name = "centroid",
        header = {"Lists the words nearest to the centre of some words.", ""},
        customSynopsis = "heed vectors centroid FILE WORD… [OPTIONS]",
        synopsisHeading = "Usage: ",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {"  heed vectors centroid minilm red green blue"})
public final class CentroidCommand extends VectorsCommand {
    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            order = 1,
            defaultValue = "10",
            description = "How many words. Default: 10.")
    private int count;

    /** @param streams of this run */
    public CentroidCommand(Streams streams) {
        super(streams, 1, Integer.MAX_VALUE, "WORD…");
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
        page.append(style().bold("nearest to the centre of "
                        + String.join(
                                ", ", words.stream().map(VectorsCommand::shown).toList())))
                .append('\n');
        appendNeighbors(near, page);
        streams().print(page);
    }
}
