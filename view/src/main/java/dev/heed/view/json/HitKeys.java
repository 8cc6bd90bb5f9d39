package dev.heed.view.json;

import dev.heed.meaning.corpus.Occurrence;
import java.io.IOException;

/** The keys of a HIT; {@code textStart} is where {@code text} begins in the line, 0 unless the line is long. */
final class HitKeys {
    private HitKeys() {}

    static void put(JsonOutput json, Occurrence occurrence, double similarity) throws IOException {
        json.put("file", occurrence.file());
        json.put("line", occurrence.line());
        json.put("text", occurrence.passage());
        json.putSpan(occurrence.span());
        json.put("textStart", occurrence.passageStart());
        json.put("similarity", (float) similarity);
    }
}
