package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Shown;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors similarity}. */
public final class SimilarityCommand extends VectorsCommand {
    /** @param streams of this run */
    public SimilarityCommand(Streams streams) {
        super(streams, 2, 2, "A B");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Compares two words: as one-hot vectors, and by the cosine of their static ones.")
                .synopsis("heed vectors similarity FILE A B [OPTIONS]")
                .footer("  heed vectors similarity minilm dog cat", "  heed vectors similarity minilm dog table");
    }

    @Override
    void answer(OpenedVectors opened, List<String> words) throws IOException {
        String a = words.get(0);
        String b = words.get(1);
        float similarity = (float) opened.search().similarity(a, b);
        int oneHot = a.equals(b) ? 1 : 0;
        if (json()) {
            document(json -> {
                json.put("a", a);
                json.put("b", b);
                json.put("oneHot", oneHot);
                json.put("static", similarity);
            });
            return;
        }
        StringBuilder page = new StringBuilder();
        page.append(style().bold(shown(a) + " and " + shown(b) + " in " + Shown.fitted(opened.name(), LONGEST_SHOWN)))
                .append('\n');
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT);
        grid.row("one-hot", Integer.toString(oneHot), "any two words are equally far apart");
        grid.row("static", Numbers.three(similarity), "cosine of their vectors");
        grid.write(2, 0, style(), page);
        streams().print(page);
    }
}
