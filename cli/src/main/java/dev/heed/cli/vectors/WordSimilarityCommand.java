package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors similarity}. */
public final class WordSimilarityCommand extends VectorsCommand {
    private static final String ONE_HOT = "any two words are equally far apart";
    private static final String STATIC = "cosine of their vectors";
    /** Columns in which the lines with their meaning have room. */
    private static final int WITH_MEANING = 56;

    /** @param streams of this run */
    public WordSimilarityCommand(Streams streams) {
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
        page.append(heading(shown(a) + " and " + shown(b) + " in " + fitted(opened.name())))
                .append('\n');
        boolean wide = columns() >= WITH_MEANING;
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.LEFT);
        grid.row("one-hot", Integer.toString(oneHot), wide ? ONE_HOT : "");
        grid.row("static", Numbers.three(similarity), wide ? STATIC : "");
        grid.write(2, 0, style(), page);
        if (!wide) {
            page.append(Prose.wrap("one-hot: " + ONE_HOT + "; static: " + STATIC, columns(), 0))
                    .append('\n');
        }
        streams().print(page);
    }
}
