package dev.heed.view.json;

import dev.heed.WordComparison.Occurrence;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import java.io.IOException;

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
        write(view, detail, null);
    }

    /** Further keys at the end of the document. */
    @FunctionalInterface
    public interface MoreKeys {
        void write(JsonOutput json) throws IOException;
    }

    /** Writes it with what stands behind it and with further keys; null for none. */
    public void write(ComparisonView view, ComparisonDetail detail, MoreKeys more) throws IOException {
        json.object(() -> {
            content(view);
            if (detail == null) {
                json.putNull("pulls");
                json.putNull("neighbors");
                json.putNull("map");
            } else {
                new DetailDocument(json).write(detail);
            }
            if (more != null) {
                more.write(json);
            }
        });
        json.endLine();
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
