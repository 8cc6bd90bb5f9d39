package dev.heed.view.json;

import dev.heed.meaning.concordance.Hit;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed concordance}. */
public final class ConcordanceDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public ConcordanceDocument(JsonOutput json) {
        this.json = json;
    }

    /**
     * Writes it.
     *
     * @param word null for any
     * @param occurrences places where the word stands, listed or not
     * @param hits the best first
     */
    public void write(String query, String word, String model, int occurrences, List<Hit> hits) throws IOException {
        json.object(() -> {
            json.put("query", query);
            json.put("word", word);
            json.put("model", model);
            json.put("occurrences", occurrences);
            json.array("hits", () -> {
                for (Hit hit : hits) {
                    json.object(() -> {
                        HitKeys.put(json, hit.occurrence(), hit.similarity());
                        if (hit.score() == null) {
                            json.putNull("score");
                        } else {
                            json.put("score", hit.score().floatValue());
                        }
                    });
                }
            });
        });
        json.endLine();
    }
}
