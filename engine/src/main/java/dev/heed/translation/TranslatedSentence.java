package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.text.Span;
import java.util.List;

/**
 * A sentence of a text and what became of it. Immutable.
 *
 * @param source where it stands in the source
 * @param target where its translation stands in the target
 * @param alignment the target's words, each with the word that it came from, spans in the whole texts; empty unless asked for
 * @param moved what the model lost and the alignment put back, where it stands in the target
 * @param lost what it lost for good, where it stands in the source
 * @param translation the model's own words before anything was put back, without its attention; null for what had nothing to translate and stands as it was
 */
public record TranslatedSentence(
        Span source,
        Span target,
        List<WordLink> alignment,
        List<Kept> moved,
        List<Kept> lost,
        SentenceTranslation translation) {
    public TranslatedSentence {
        alignment = List.copyOf(alignment);
        moved = List.copyOf(moved);
        lost = List.copyOf(lost);
    }
}
