package dev.heed.view.json;

import dev.heed.WordComparison.Occurrence;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import dev.heed.view.Verdict;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed compare}. */
public final class CompareDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public CompareDocument(JsonOutput json) {
        this.json = json;
    }

    /** Writes it. */
    public void write(ComparisonView view) throws IOException {
        write(view, null);
    }

    /** Writes it with what stands behind it; null for none. */
    public void write(ComparisonView view, ComparisonDetail detail) throws IOException {
        json.object(() -> {
            content(view);
            if (detail == null) {
                json.putNull("pulls");
                json.putNull("neighbors");
                json.putNull("map");
            } else {
                new DetailDocument(json).write(detail);
            }
            verdicts(view.verdicts());
            json.put("notes", view.notes());
        });
        json.endLine();
    }

    private void verdicts(List<Verdict> verdicts) throws IOException {
        if (verdicts.isEmpty()) {
            json.putNull("sameMeaning");
            return;
        }
        json.array("sameMeaning", () -> {
            for (Verdict verdict : verdicts) {
                json.object(() -> {
                    json.put("a", verdict.a());
                    json.put("b", verdict.b());
                    json.put("same", verdict.meaning().same());
                    json.put("confidence", (float) verdict.meaning().confidence());
                    json.put("score", (float) verdict.meaning().score());
                    json.put("sure", verdict.sure());
                });
            }
        });
    }

    private void content(ComparisonView view) throws IOException {
        json.put("word", view.word());
        json.put("model", view.model());
        json.array("occurrences", () -> {
            for (Occurrence occurrence : view.occurrences()) {
                json.object(() -> {
                    json.put("index", occurrence.index());
                    json.put("text", occurrence.text());
                    json.putSpan(occurrence.span());
                });
            }
        });
        json.put("statics", view.statics());
        json.put("static", view.staticSimilarity());
        json.array("layers", () -> {
            for (int layer = 0; layer < view.layers().size(); layer++) {
                int number = layer;
                json.object(() -> {
                    json.put("layer", number);
                    json.put("similarity", view.layers().get(number));
                });
            }
        });
    }
}
