package dev.heed.server;

import dev.heed.server.http.Keys;
import dev.heed.server.http.Room;
import dev.heed.view.ComparisonView;
import dev.heed.view.json.CompareDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/** {@code /api/compare}: the document of {@code heed compare}. */
final class CompareRoom implements Room {
    private static final Set<String> KEYS = Set.of("word", "texts", "model");

    private final Served served;

    CompareRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        new CompareDocument(document)
                .write(ComparisonView.of(served.asked(keys), keys.text("word"), keys.texts("texts")));
    }
}
