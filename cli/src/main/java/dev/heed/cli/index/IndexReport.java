package dev.heed.cli.index;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.TextOptions;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.KeywordLine;
import dev.heed.cli.screen.Shown;
import dev.heed.index.Indexer;
import dev.heed.index.OccurrenceIndex;
import dev.heed.index.WordChoice;
import dev.heed.index.source.Change;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code heed index} says at the end. */
final class IndexReport {
    private static final int FILES_SHOWN = 20;

    private final String folder;
    private String model;
    private WordChoice words;
    private List<IndexedFile> files;
    private long added;
    private final List<String> missing = new ArrayList<>();

    IndexReport(String folder) {
        this.folder = folder;
    }

    /** Remembers what an indexer did. */
    void take(Indexer indexer, String modelName) {
        model = modelName;
        words = indexer.words();
        files = indexer.files();
        added = indexer.added();
    }

    /** Remembers which files are gone. */
    void takeChanges(Map<SourceFile, Change> changes) {
        changes.forEach((file, change) -> {
            if (change == Change.MISSING) {
                missing.add(file.name());
            }
        });
    }

    /** What a reader of the answer should know. */
    void notes(Streams streams) {
        missing.forEach(name -> streams.note(
                name + ": is gone; what was indexed of it is kept, and left out of answers until it is there again"));
        for (IndexedFile file : files) {
            String name = file.source().name();
            long damaged = file.position().damagedLines();
            if (damaged > 0) {
                streams.note(name + ": " + damaged + (damaged == 1 ? " line holds" : " lines hold")
                        + " bytes that are no UTF-8; they are read as U+FFFD");
            }
            if (file.unread() > 0) {
                streams.note(name + ": " + file.unread() + (file.unread() == 1 ? " word is" : " words are")
                        + " left out: too long, or nothing that the model reads");
            }
            if (file.unknown() > 0) {
                streams.note(name + ": " + file.unknown() + " of the " + file.occurrences()
                        + " occurrences are unknown to the model; their vectors say nothing of the words themselves");
            }
            if (file.done() && file.occurrences() == 0) {
                streams.note(name + ": " + (file.source().size() == 0 ? "is empty" : "holds none of the words"));
            }
        }
    }

    void write(OccurrenceIndex index, TextOptions output, Streams streams) throws IOException {
        if (output.json()) {
            writeJson(index, streams);
        } else {
            writeText(index, output, streams);
        }
    }

    private void writeText(OccurrenceIndex index, TextOptions output, Streams streams) throws IOException {
        long size = index.size();
        StringBuilder page = new StringBuilder();
        page.append(output.style(streams.terminal())
                        .heading(
                                String.format(
                                        Locale.ROOT,
                                        "%s: %,d occurrences of %s, %,d of them new",
                                        KeywordLine.tail(folder, output.columns(streams.terminal()) / 3),
                                        size,
                                        Shown.fitted(words.toString(), output.columns(streams.terminal())),
                                        added),
                                output.columns(streams.terminal())))
                .append('\n');
        page.append(String.format(
                Locale.ROOT,
                "%s, %.1f MB, %d bytes an occurrence%n%n",
                Shown.of(model),
                index.bytes() / 1e6,
                size == 0 ? 0 : index.bytes() / size));
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.RIGHT);
        grid.row("file", "lines", "occurrences");
        for (IndexedFile file : files.subList(0, Math.min(FILES_SHOWN, files.size()))) {
            grid.row(
                    Shown.fitted(file.source().name(), output.columns(streams.terminal()) - 30),
                    String.format(Locale.ROOT, "%,d", file.position().line()),
                    String.format(Locale.ROOT, "%,d", file.occurrences()));
        }
        grid.write(0, 1, output.style(streams.terminal()), page);
        if (files.size() > FILES_SHOWN) {
            page.append("and ").append(files.size() - FILES_SHOWN).append(" more files\n");
        }
        streams.print(page);
    }

    private void writeJson(OccurrenceIndex index, Streams streams) throws IOException {
        try (JsonOutput json = new JsonOutput(streams.out())) {
            json.object(() -> {
                json.put("index", folder);
                json.put("model", model);
                json.put("words", words.toString());
                json.put("occurrences", index.size());
                json.put("added", added);
                json.put("bytes", index.bytes());
                json.put("missing", missing);
                json.array("files", () -> {
                    for (IndexedFile file : files) {
                        json.object(() -> {
                            json.put("file", file.source().name());
                            json.put("lines", file.position().line());
                            json.put("occurrences", file.occurrences());
                            json.put("damagedLines", file.position().damagedLines());
                            json.put("leftOut", file.unread());
                            json.put("unknown", file.unknown());
                        });
                    }
                });
            });
            json.endLine();
        }
    }
}
