package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.TextAttention;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.HeadsView;
import dev.heed.view.json.HeadsDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/** {@code /api/heads}: every layer and head at a glance. */
final class HeadsRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "cells", "window", "model");
    private static final int USUAL_CELLS = 24;
    private static final int MOST_CELLS = 64;
    private static final int MOST_TOKENS = 1_024;

    private final Served served;

    HeadsRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        Integer cells = keys.integer("cells", 1, MOST_CELLS);
        TextAttention attention = Asked.attention(encoder, keys);
        int tokens = attention.tokenized().tokenCount();
        if (tokens > MOST_TOKENS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "text",
                    "expected at most " + MOST_TOKENS + " tokens for all heads at once, got " + tokens
                            + "; ask /api/rows");
        }
        HeadsView view = HeadsView.of(attention, encoder.model().name());
        new HeadsDocument(document, cells == null ? USUAL_CELLS : cells).write(view);
    }
}
