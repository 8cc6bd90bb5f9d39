package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.TextAttention;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.RowsView;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.RowsDocument;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/rows}: some words of a text, each with its largest weights. {@code rows} holds their positions among the
 * words, at most {@value #MOST_ROWS}; nothing is computed but these. With {@code "unit": "token"} they are tokens.
 */
final class RowsRoom implements Room {
    private static final Set<String> KEYS =
            Set.of("text", "layer", "head", "simple", "rows", "top", "unit", "window", "model");
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
        new RowsDocument(document).write(view(encoder, keys, rows, top));
    }

    private static RowsView view(Encoder encoder, Keys keys, int[] rows, int top) {
        boolean tokens = byTokens(keys);
        if (keys.flag("simple")) {
            return RowsView.simple(encoder.simpleAttention(keys.text("text")), rows, top);
        }
        TextAttention attention = Asked.attention(encoder, keys);
        Integer layer = keys.integer("layer");
        Integer head = keys.head("head");
        return tokens
                ? RowsView.tokens(attention, layer, head, rows, top)
                : RowsView.model(attention, layer, head, rows, top);
    }

    private static boolean byTokens(Keys keys) {
        String unit = keys.textOrNull("unit");
        if (unit == null || unit.equals("word")) {
            return false;
        }
        if (!unit.equals("token") || keys.flag("simple")) {
            throw new Refusal(
                    Reason.UNPROCESSABLE,
                    "unit",
                    keys.flag("simple")
                            ? "expected none with simple, which knows words only"
                            : "expected word or token, got " + unit);
        }
        return true;
    }
}
