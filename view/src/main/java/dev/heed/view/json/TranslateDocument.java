package dev.heed.view.json;

import dev.heed.text.Span;
import dev.heed.translation.Kept;
import dev.heed.translation.TextTranslation;
import dev.heed.translation.TranslatedSentence;
import dev.heed.translation.WordLink;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** The document of {@code heed translate}. */
public final class TranslateDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public TranslateDocument(JsonOutput json) {
        this.json = json;
    }

    /**
     * Writes it.
     *
     * @param model its name
     * @param from the source's language; null where nothing states it
     * @param to the target's language; null where nothing states it
     * @param first the index of the first item
     */
    public void write(String model, String from, String to, List<TextTranslation> items, int first) throws IOException {
        json.object(() -> {
            json.put("model", model);
            json.put("from", from);
            json.put("to", to);
            json.put("alignmentHead", head(items));
            json.array("items", () -> {
                for (int i = 0; i < items.size(); i++) {
                    item(items.get(i), first + i);
                }
            });
        });
        json.endLine();
    }

    private static String head(List<TextTranslation> items) {
        return items.stream()
                .filter(item -> item.head() != null)
                .map(item -> item.head().label())
                .findFirst()
                .orElse(null);
    }

    private void item(TextTranslation text, int index) throws IOException {
        json.object(() -> {
            json.put("index", index);
            json.put("source", text.source());
            json.put("target", text.target());
            OptionalDouble score = text.score();
            if (score.isPresent()) {
                json.put("score", (float) score.getAsDouble());
            } else {
                json.putNull("score");
            }
            json.array("sentences", () -> {
                for (TranslatedSentence sentence : text.sentences()) {
                    sentence(text, sentence);
                }
            });
            places("moved", text.moved(), text.target());
            places("lost", text.lost(), text.source());
            json.put("notes", text.notes());
        });
    }

    private void sentence(TextTranslation text, TranslatedSentence sentence) throws IOException {
        json.object(() -> {
            json.object("source", () -> json.putSpan(sentence.source()));
            json.object("target", () -> json.putSpan(sentence.target()));
            if (sentence.translation() == null) {
                json.putNull("score");
                json.putNull("finish");
            } else {
                json.put("score", sentence.translation().score());
                json.put("finish", sentence.translation().finish().label());
            }
            json.array("alignment", () -> {
                for (WordLink link : sentence.alignment()) {
                    json.object(() -> {
                        json.object("source", () -> place(link.source(), text.source()));
                        json.object("target", () -> place(link.target(), text.target()));
                        json.put("weight", link.weight());
                    });
                }
            });
        });
    }

    private void place(Span span, String in) throws IOException {
        json.put("text", span.in(in));
        json.putSpan(span);
    }

    private void places(String key, List<Kept> kept, String in) throws IOException {
        json.array(key, () -> {
            for (Kept place : kept) {
                json.object(() -> {
                    place(place.span(), in);
                    json.put("keep", place.keep().name());
                });
            }
        });
    }
}
