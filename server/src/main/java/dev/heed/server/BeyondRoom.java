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

/** {@code /api/beyond}: a word's weights beside rollout, value-weighted norms and leave-one-out. */
final class BeyondRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "layer", "row", "model");
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
        int tokens = encoder.tokenize(text).tokensTotal();
        int most = Math.min(MOST_TOKENS, encoder.model().maxTokens());
        if (tokens > most) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "text",
                    "expected at most " + most + " tokens to look beyond their weights, got " + tokens);
        }
        Integer row = keys.integer("row");
        if (row == null) {
            throw new Refusal(Reason.MALFORMED, "row", "expected a position from 0, got none");
        }
        new BeyondDocument(document).write(BeyondView.of(encoder, text, keys.integer("layer"), row));
    }
}
