package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.SimpleAttention;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.TextDocument;
import java.io.IOException;
import java.util.Set;

/** {@code /api/text}: a text's words and tokens, and the windows that it takes to read it; no attention. */
final class TextRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "simple", "window", "model");

    private final Served served;

    TextRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        String text = keys.text("text");
        if (keys.flag("simple")) {
            SimpleAttention attention = encoder.simpleAttention(text);
            new TextDocument(document)
                    .write(
                            attention.tokenized(),
                            attention.words(),
                            encoder.model().name(),
                            0,
                            1);
            return;
        }
        int window = Asked.window(keys);
        var tokenized = encoder.tokenize(text, window);
        new TextDocument(document)
                .write(tokenized, tokenized.words(), encoder.model().name(), window, encoder.windows(text));
    }
}
