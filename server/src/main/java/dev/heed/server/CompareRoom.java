package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.text.WordSearch;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import dev.heed.view.json.CompareDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** {@code /api/compare}: the document of {@code heed compare}; with {@code detail} also what stands behind it. */
final class CompareRoom implements Room {
    private static final Set<String> KEYS = Set.of("word", "texts", "detail", "neighbors", "model");

    private static final int USUAL_NEIGHBOURS = 6;
    private static final int MOST_NEIGHBOURS = 50;

    /** Their square of numbers, once for each layer, is some 8 MB of text for six layers, 25 MB for 24. */
    private static final int MOST_PLACES = 300;

    /** Places whose every pair is judged; of more, 1,000 pairs and up, no answer to "same meaning?" is given. */
    private static final int MOST_JUDGED = 45;

    private final Served served;

    CompareRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        Encoder encoder = served.asked(keys);
        Integer neighbours = keys.integer("neighbors", 1, MOST_NEIGHBOURS);
        String word = keys.text("word");
        List<String> texts = keys.texts("texts");
        checkPlaces(word, texts);
        ComparisonView view = ComparisonView.of(encoder, word, texts);
        ComparisonDetail detail = keys.flag("detail")
                ? ComparisonDetail.of(encoder, view, neighbours == null ? USUAL_NEIGHBOURS : neighbours)
                : null;
        boolean few = view.occurrences().size() <= MOST_JUDGED;
        new CompareDocument(document).write(few ? view.judged(encoder) : view, detail);
    }

    private static void checkPlaces(String word, List<String> texts) {
        WordSearch search = new WordSearch(List.of(word));
        int places = texts.stream().mapToInt(text -> search.places(text).size()).sum();
        if (places > MOST_PLACES) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "texts",
                    "expected at most " + MOST_PLACES + " places of the word, got " + places
                            + "; give fewer or shorter texts");
        }
    }
}
