package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Shown;
import dev.heed.vectors.VectorSource;
import dev.heed.vectors.WordVectors;
import java.io.IOException;
import java.util.List;

/** {@code heed vectors info}. */
public final class InfoCommand extends VectorsCommand {
    private static final int FIRST = 8;

    /** @param streams of this run */
    public InfoCommand(Streams streams) {
        super(streams, 0, 0, "alone");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Says what a file of word vectors holds.")
                .synopsis("heed vectors info FILE [OPTIONS]")
                .footer("  heed vectors info vectors.bin");
    }

    @Override
    void answer(OpenedVectors opened, List<String> none) throws IOException {
        WordVectors vectors = opened.vectors();
        VectorSource source = vectors.source();
        String format = source == null
                ? "word table of a model"
                : source.format().label() + (source.compressed() ? ", gzip" : "");
        List<String> first = vectors.words().subList(0, Math.min(FIRST, vectors.size()));
        boolean counts = vectors.count(0).isPresent();
        if (json()) {
            document(json -> {
                json.put("file", opened.name());
                json.put("format", format);
                json.put("words", vectors.size());
                json.put("dimension", vectors.dimension());
                json.put("subwords", vectors.composesUnseen());
                json.put("counts", counts);
                json.put("first", first);
                json.put("notes", source == null ? List.of() : source.notes());
            });
            return;
        }
        Grid grid = new Grid(Align.LEFT, Align.LEFT);
        grid.row("format", format);
        grid.row("words", Integer.toString(vectors.size()));
        grid.row("dimension", Integer.toString(vectors.dimension()));
        grid.row("unseen words", vectors.composesUnseen() ? "from their subwords" : "have no vector");
        grid.row("counts", counts ? "yes" : "no");
        grid.row("first words", Shown.fitted(String.join("  ", first), columns() - 16));
        StringBuilder page = new StringBuilder();
        page.append(heading(Shown.fitted(opened.name(), columns()))).append('\n');
        grid.write(2, 0, style(), page);
        streams().print(page);
    }
}
