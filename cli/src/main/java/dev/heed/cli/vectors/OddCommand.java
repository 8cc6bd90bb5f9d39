package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors odd}. */
public final class OddCommand extends VectorsCommand {
    /** @param streams of this run */
    public OddCommand(Streams streams) {
        super(streams, 2, Integer.MAX_VALUE, "WORD WORD…");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Finds the word that fits least: the farthest from the centre of all.")
                .synopsis("heed vectors odd FILE WORD… [OPTIONS]")
                .footer("  heed vectors odd minilm breakfast lunch dinner table");
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        double[] nearness = opened.search().nearnessToCenter(words);
        String odd = words.get(opened.search().oddOneOut(words));
        if (json()) {
            document(json -> {
                json.put("odd", odd);
                json.array("words", () -> {
                    for (int i = 0; i < words.size(); i++) {
                        int at = i;
                        json.object(() -> {
                            json.put("word", words.get(at));
                            json.put("similarity", (float) nearness[at]);
                        });
                    }
                });
            });
            return;
        }
        StringBuilder page = new StringBuilder();
        page.append(heading(shown(odd) + " is the odd one out")).append('\n');
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT);
        for (int i = 0; i < words.size(); i++) {
            grid.row(shown(words.get(i)), Numbers.three(nearness[i]), i == 0 ? "cosine with the centre of all" : "");
        }
        grid.write(2, 0, style(), page);
        streams().print(page);
    }
}
