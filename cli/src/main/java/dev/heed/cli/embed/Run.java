package dev.heed.cli.embed;

import dev.heed.cli.input.Lines;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes lines through the engine to the writer, batch by batch, so that memory stays the same however many there are. */
final class Run {
    private static final int MOST_LINES = 256;
    private static final int MOST_CHARACTERS = 1 << 15;

    private final Lines lines;
    private final Embedding embedding;
    private final ItemWriter writer;
    private final Progress progress;
    private final List<String> texts = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    private long items;
    private long truncated;

    Run(Lines lines, Embedding embedding, ItemWriter writer, Progress progress) {
        this.lines = lines;
        this.embedding = embedding;
        this.writer = writer;
        this.progress = progress;
    }

    void toTheEnd() throws IOException {
        writer.begin(embedding.header());
        while (fill()) {
            for (Item item : embedded()) {
                writer.write(item);
                items++;
                truncated += item.truncated() ? 1 : 0;
            }
            writer.flush();
            progress.advance(lines, items);
        }
        writer.end();
    }

    /** What the model did not know of the texts so far, in one line; empty if it knew all. */
    Optional<String> unknown() {
        return embedding.unknown();
    }

    /** Texts so far. */
    long items() {
        return items;
    }

    /** Texts so far that the model did not see all of. */
    long truncated() {
        return truncated;
    }

    /** Reads a batch: not more than fits, and not waiting for more than one line. */
    private boolean fill() throws IOException {
        texts.clear();
        places.clear();
        int characters = 0;
        while (texts.size() < MOST_LINES && characters < MOST_CHARACTERS && (texts.isEmpty() || lines.ready())) {
            String text = lines.next();
            if (text == null) {
                break;
            }
            texts.add(text);
            places.add(lines.place());
            characters += text.length();
        }
        return !texts.isEmpty();
    }

    private List<Item> embedded() {
        try {
            return embedding.embed(texts);
        } catch (IllegalArgumentException e) {
            throw placed(e);
        }
    }

    /** Says which of the texts was refused. */
    private IllegalArgumentException placed(IllegalArgumentException refusal) {
        for (int i = 0; i < texts.size(); i++) {
            try {
                embedding.check(texts.get(i));
            } catch (IllegalArgumentException e) {
                return new IllegalArgumentException(places.get(i) + ": " + e.getMessage(), refusal);
            }
        }
        return refusal;
    }
}
