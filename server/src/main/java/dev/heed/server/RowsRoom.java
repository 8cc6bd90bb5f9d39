package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.view.RowsView;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.RowsDocument;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/rows}: some words of a text, each with its largest weights. {@code rows} holds their positions among the
 * words, at most {@value #MOST_ROWS}; nothing is computed but these.
 */
final class RowsRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "layer", "head", "simple", "rows", "top", "window", "model");
    private static final int MOST_ROWS = 128;
    private static final int MOST_TOP = 1_000;
    private static final int USUAL_TOP = 16;

    private final Served served;

    RowsRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        Encoder encoder = Asked.inEitherMode(keys, KEYS, served);
        int[] rows = keys.integers("rows", MOST_ROWS);
        int top = Asked.top(keys, USUAL_TOP, MOST_TOP);
        RowsView view = keys.flag("simple")
                ? RowsView.simple(encoder.simpleAttention(keys.text("text")), rows, top)
                : RowsView.model(Asked.attention(encoder, keys), keys.integer("layer"), keys.head("head"), rows, top);
        new RowsDocument(document).write(view);
    }
}
