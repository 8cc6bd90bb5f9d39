package dev.heed.server;

import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.Token;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * {@code /api/triangle}: where each of a text's last tokens looks, the mean over all layers and heads of a language model. A
 * row for each of the last {@code rows} tokens, as long as what the token sees: itself and what stands before it.
 */
final class TriangleRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "rows", "model");
    private static final int USUAL_ROWS = 24;
    private static final int MOST_ROWS = 64; // each is a pass of one token

    private final Served served;

    TriangleRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        LanguageModel model = served.language(keys);
        Integer rows = keys.integer("rows", 1, MOST_ROWS);
        Prompt prompt = model.prompt(keys.text("text"));
        List<float[]> attention = model.attention(prompt, rows == null ? USUAL_ROWS : rows);
        document.object(() -> {
            document.put("model", model.model().name());
            document.array("tokens", () -> {
                for (Token token : prompt.tokens()) {
                    document.object(() -> document.putToken(token));
                }
            });
            document.put("first", prompt.tokens().size() - attention.size());
            document.array("rows", () -> {
                for (float[] row : attention) {
                    document.object(() -> document.put("weights", row));
                }
            });
        });
        document.endLine();
    }
}
