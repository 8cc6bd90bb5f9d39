package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.BeyondView;
import dev.heed.view.json.BeyondDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/beyond}: a word's weights beside rollout, value-weighted norms and leave-one-out; of a long text, in one
 * {@code window}.
 */
final class BeyondRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "layer", "row", "window", "model");
    private static final int MOST_TOKENS = 512; // paths through all layers grow with its cube

    private final Served served;

    BeyondRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        String text = keys.text("text");
        int window = Asked.window(keys);
        int tokens = encoder.tokenize(text, window).tokenCount();
        if (tokens > MOST_TOKENS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "text",
                    "expected at most " + MOST_TOKENS + " tokens at once to look beyond their weights, got " + tokens);
        }
        Integer row = keys.integer("row");
        if (row == null) {
            throw new Refusal(Reason.MALFORMED, "row", "expected a position from 0, got none");
        }
        new BeyondDocument(document).write(BeyondView.of(encoder, text, window, keys.integer("layer"), row));
    }
}
