package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SimilarityDocument;
import java.io.IOException;
import java.util.Set;

/** {@code /api/similarity}: the document of {@code heed similarity} for the texts {@code a} and {@code b}. */
final class SimilarityRoom implements Room {
    private static final Set<String> KEYS = Set.of("a", "b", "model");
    /** Words of both texts together: each is left out once, and each pair is written. */
    private static final int MOST_WORDS = 400;

    private final Served served;

    SimilarityRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        String a = keys.text("a");
        String b = keys.text("b");
        int words =
                encoder.tokenize(a).words().size() + encoder.tokenize(b).words().size();
        if (words > MOST_WORDS) {
            throw new Refusal(
                    Reason.TOO_LARGE, "a", "expected at most " + MOST_WORDS + " words in both texts, got " + words);
        }
        try {
            TextSimilarity similarity = TextSimilarity.of(encoder, a, b);
            new SimilarityDocument(document).write(similarity, encoder.model().name());
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.UNPROCESSABLE, a.isBlank() ? "a" : "b", e.getMessage(), e);
        }
    }
}
