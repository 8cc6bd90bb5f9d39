package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandBase;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Failures;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.vectors.Neighbor;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/** What the commands of {@code heed vectors} share: FILE first, then what is asked. */
abstract class VectorsCommand extends CommandBase {
    static final int LONGEST_SHOWN = 40;

    private List<String> arguments;
    private final TextOptions output = new TextOptions();

    private final int least;
    private final int most;
    private final String expected;

    /** @param expected what stands behind FILE: at least {@code least}, at most {@code most} arguments */
    VectorsCommand(Streams streams, int least, int most, String expected) {
        super(streams);
        this.least = least;
        this.most = most;
        this.expected = expected;
    }

    @Override
    protected final void define(CommandForm form) {
        form.parametersShownAs(
                "1..*",
                "FILE",
                given -> arguments = given,
                "A file of word vectors (word2vec, GloVe, fastText, .npy), or a model's name or folder; then the rest, as"
                        + " above.");
        defineOwn(form);
        output.define(form);
    }

    /** Says what this command takes beside FILE and the form of its output. */
    abstract void defineOwn(CommandForm form);

    @Override
    protected final int run() throws IOException {
        output.check();
        int given = arguments.size() - 1;
        if (given < least || given > most) {
            throw new WrongUsage("arguments: expected FILE " + expected + ", got " + arguments.size()
                    + (arguments.size() == 1 ? " argument" : " arguments"));
        }
        checkUsage();
        try (OpenedVectors opened = OpenedVectors.open(arguments.getFirst())) {
            answer(opened, arguments.subList(1, arguments.size()));
        }
        return Failures.OK;
    }

    /** Refuses what can be told to be wrong before a file is opened. */
    void checkUsage() {}

    /** Does the work. */
    abstract void answer(OpenedVectors opened, List<String> rest) throws IOException;

    final boolean json() {
        return output.json();
    }

    final Style style() {
        return output.style(streams().terminal());
    }

    final String heading(String text) {
        return style().heading(text, columns());
    }

    /** A name in a heading. */
    final String fitted(String name) {
        return Shown.fitted(name, Math.min(LONGEST_SHOWN, columns() - 2));
    }

    final int columns() {
        return output.columns(streams().terminal());
    }

    /** Writes one document. */
    final void document(DocumentPart part) throws IOException {
        try (JsonOutput json = new JsonOutput(streams().out())) {
            json.object(() -> part.write(json));
            json.endLine();
        }
    }

    /** The keys of a document. */
    @FunctionalInterface
    interface DocumentPart {
        void write(JsonOutput json) throws IOException;
    }

    static void putNeighbors(JsonOutput json, String key, List<Neighbor> neighbors) throws IOException {
        json.array(key, () -> {
            for (Neighbor neighbor : neighbors) {
                json.object(() -> {
                    json.put("word", neighbor.word());
                    json.put("similarity", (float) neighbor.similarity());
                });
            }
        });
    }

    /** Words and their similarity in two columns. */
    final void appendNeighbors(List<Neighbor> neighbors, StringBuilder page) {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT);
        for (Neighbor neighbor : neighbors) {
            grid.row(shown(neighbor.word()), Numbers.three(neighbor.similarity()));
        }
        grid.write(2, 0, style(), page);
    }

    static String shown(String word) {
        return Shown.inPlace(Shown.fitted(word, LONGEST_SHOWN));
    }

    static void checkCount(int count) {
        if (count < 1) {
            throw new WrongUsage("--count: expected 1 or more, got " + count);
        }
    }
}
