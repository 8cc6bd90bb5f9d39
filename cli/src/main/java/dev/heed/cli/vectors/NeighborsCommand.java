package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.vectors.Neighbor;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors neighbors}. */
public final class NeighborsCommand extends VectorsCommand {
    private int count = 10;

    /** @param streams of this run */
    public NeighborsCommand(Streams streams) {
        super(streams, 1, Integer.MAX_VALUE, "WORD…");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Lists the words nearest to a word, by the cosine of their vectors.")
                .synopsis("heed vectors neighbors FILE WORD… [OPTIONS]")
                .footer(
                        "  heed vectors neighbors minilm king",
                        "  heed vectors neighbors vectors.bin king queen --format json");
        form.option("-n", "--count", "N", Integer.class, given -> count = given, "How many words. Default: 10.");
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
                    .append(heading(shown(words.get(i)) + ", nearest in " + fitted(opened.name())))
                    .append('\n');
            appendNeighbors(all.get(i), page);
        }
        streams().print(page);
    }
}
