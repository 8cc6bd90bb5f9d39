package dev.heed.server;

import dev.heed.LanguageModel;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/shaped}: the probabilities that tokens have after a text at a temperature, which makes them more alike above 1
 * and less below; {@code percent} is it in hundredths.
 */
final class ShapedRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "ids", "percent", "model");
    private static final int MOST_IDS = 1_000;
    private static final int HOTTEST = 10_000;

    private final Served served;

    ShapedRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        LanguageModel model = served.language(keys);
        int[] ids = keys.integers("ids", MOST_IDS);
        Integer percent = keys.integer("percent", 1, HOTTEST);
        if (percent == null) {
            throw new Refusal(Reason.MALFORMED, "percent", "expected a temperature in hundredths, got none");
        }
        float[] probabilities = model.probabilities(model.prompt(keys.text("text")), ids, percent / 100.0);
        document.object(() -> {
            document.put("model", model.model().name());
            document.put("temperature", percent / 100f);
            document.put("ids", ids);
            document.put("probabilities", probabilities);
        });
        document.endLine();
    }
}
