package dev.heed.view.json;

import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed similarity}. */
public final class SimilarityDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public SimilarityDocument(JsonOutput json) {
        this.json = json;
    }

    /** Writes it. */
    public void write(TextSimilarity similarity, String model) throws IOException {
        json.object(() -> {
            json.put("a", similarity.a());
            json.put("b", similarity.b());
            json.put("model", model);
            json.put("score", (float) similarity.score());
            if (similarity.percentile().isPresent()) {
                json.put("percentile", (float) similarity.percentile().getAsDouble());
            } else {
                json.putNull("percentile");
            }
            json.put("standing", similarity.standing().orElse(null));
            json.put("notes", similarity.notes());
            json.array("pairs", () -> {
                for (Pair pair : similarity.pairs()) {
                    json.object(() -> {
                        json.object("a", () -> put(pair.a()));
                        json.object("b", () -> put(pair.b()));
                        json.put("share", (float) pair.share());
                        json.put("matched", (float) pair.matched());
                    });
                }
            });
            json.put("rest", (float) similarity.rest());
            json.put("pooling", similarity.pooling());
            json.put("exact", similarity.exact());
            json.object("effects", () -> {
                put("a", similarity.aEffects());
                put("b", similarity.bEffects());
            });
        });
        json.endLine();
    }

    private void put(String key, List<Effect> effects) throws IOException {
        json.array(key, () -> {
            for (Effect effect : effects) {
                json.object(() -> {
                    put(effect.place());
                    json.put("effect", (float) effect.effect());
                });
            }
        });
    }

    private void put(Place place) throws IOException {
        json.put("text", place.text());
        json.putSpan(place.span());
    }
}
