package dev.heed.cli.vectors;

import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Shown;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code heed vectors neighbors}. */
@Command(
        name = "neighbors",
        header = {"Lists the words nearest to a word, by the cosine of their vectors.", ""},
        customSynopsis = "heed vectors neighbors FILE WORD… [OPTIONS]",
        synopsisHeading = "Usage: ",
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  heed vectors neighbors minilm king",
            "  heed vectors neighbors vectors.bin king queen --format json"
        })
public final class NeighborsCommand extends VectorsCommand {
    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            order = 1,
            defaultValue = "10",
            description = "How many words. Default: 10.")
    private int count;

    /** @param streams of this run */
    public NeighborsCommand(Streams streams) {
        super(streams, 1, Integer.MAX_VALUE, "WORD…");
    }

    @Override
    void checkUsage() {
        checkCount(count);
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        List<List<Neighbor>> all = opened.search().neighbors(words, count);
        if (json()) {
            document(json -> {
                if (words.size() == 1) {
                    json.put("word", words.getFirst());
                    putNeighbors(json, "neighbors", all.getFirst());
                    return;
                }
                json.array("results", () -> {
                    for (int i = 0; i < words.size(); i++) {
                        int at = i;
                        json.object(() -> {
                            json.put("word", words.get(at));
                            putNeighbors(json, "neighbors", all.get(at));
                        });
                    }
                });
            });
            return;
        }
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            page.append(i == 0 ? "" : "\n")
                    .append(style().bold(
                                    shown(words.get(i)) + ", nearest in " + Shown.fitted(opened.name(), LONGEST_SHOWN)))
                    .append('\n');
            appendNeighbors(all.get(i), page);
        }
        streams().print(page);
    }
}
