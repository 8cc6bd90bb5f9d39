package dev.heed.index;

import dev.heed.format.InvalidFileException;
import dev.heed.index.UseEncoder.InPassage;
import dev.heed.index.UseEncoder.Use;
import dev.heed.index.source.Position;
import dev.heed.index.source.Window;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.StoreWriter;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.lines.InvalidUtf8;
import dev.heed.lines.LineReader;
import dev.heed.text.SameWord;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads one file from where an earlier run stopped, and hands its occurrences to the writer. Not thread-safe. */
final class FileRun {
    /** Windows, and UTF-16 units, that go through the model at once: enough for every thread, few enough to hold. */
    private static final int WINDOWS = 64;

    private static final int UNITS = 1 << 14;

    private final int number;
    private final StoreWriter writer;
    private final UseEncoder encoder;
    private final WordChoice words;
    private final Steps steps;

    private IndexedFile file; // as far as the writer has it
    private Position reached; // behind the windows that wait
    private final List<InPassage> waiting = new ArrayList<>();
    private final List<StoredOccurrence> places = new ArrayList<>();
    private int windows;
    private int units;
    private int tooLong;

    /** Is told of every step. */
    interface Steps {
        /**
         * @param added occurrences of this step
         * @return whether to go on
         */
        boolean after(IndexedFile file, int added) throws IOException;
    }

    FileRun(int number, IndexedFile file, StoreWriter writer, UseEncoder encoder, WordChoice words, Steps steps) {
        this.number = number;
        this.file = file;
        this.reached = file.position();
        this.writer = writer;
        this.encoder = encoder;
        this.words = words;
        this.steps = steps;
    }

    /** Reads to the end, or until the steps say stop. */
    IndexedFile run() throws IOException {
        long damagedBefore = reached.damagedLines();
        String name = file.source().name();
        try (InputStream in = opened()) {
            LineReader reader = new LineReader(in, name, InvalidUtf8.REPLACED, reached.line(), reached.offset());
            while (true) {
                long damaged = damagedBefore + reader.damagedLines();
                String text = next(reader);
                if (text == null) {
                    break;
                }
                if (!add(text, reader, damaged)) {
                    return file;
                }
                reached = new Position(reader.line(), reader.nextOffset(), 0, damagedBefore + reader.damagedLines());
            }
        }
        flush(); // its end: there is nothing left to stop
        return file.with(file.source(), true);
    }

    private InputStream opened() {
        try {
            return file.source().open(reached.offset());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String next(LineReader reader) {
        try {
            return reader.next();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InvalidFileException unreadable(IOException e) {
        return new InvalidFileException(
                file.source().name() + ": cannot be read after line " + reached.line() + " (" + e.getMessage() + ")",
                e);
    }

    /** A line, or what is left of it, window by window; false to stop. */
    private boolean add(String text, LineReader reader, long damaged) throws IOException {
        int from = reached.unit();
        while (!text.isBlank() && from < text.length()) {
            if ((windows >= WINDOWS || units >= UNITS) && !flush()) {
                return false;
            }
            Window window = Window.at(text, from);
            add(text, window, reader);
            from = window.core().end();
            reached = new Position(reader.line() - 1, reader.offset(), from, damaged);
        }
        return true;
    }

    private void add(String text, Window window, LineReader reader) {
        String passage = window.passage().in(text);
        int shift = window.passage().start();
        windows++;
        units += passage.length();
        for (Span span : words.places(passage)) {
            int start = shift + span.start();
            if (start < window.core().start() || start >= window.core().end()) {
                continue;
            }
            if (span.length() > Window.MARGIN) {
                tooLong++;
                continue;
            }
            waiting.add(new InPassage(passage, span));
            places.add(
                    new StoredOccurrence(number, reader.line(), reader.offset(), new Span(start, shift + span.end())));
        }
    }

    /** Takes what waits through the model and to the writer; whether to go on. */
    private boolean flush() throws IOException {
        List<Use> uses = encoder.uses(waiting);
        int added = 0;
        int unknown = 0;
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i) != null) {
                InPassage place = waiting.get(i);
                String word = SameWord.key(place.span().in(place.passage()));
                writer.add(places.get(i), word, uses.get(i).vector());
                unknown += uses.get(i).unknown() ? 1 : 0;
                added++;
            }
        }
        long unread = file.unread() + uses.size() - added + tooLong;
        file = new IndexedFile(
                file.source(), reached, false, file.occurrences() + added, unread, file.unknown() + unknown);
        waiting.clear();
        places.clear();
        windows = 0;
        units = 0;
        tooLong = 0;
        return steps.after(file, added);
    }
}
