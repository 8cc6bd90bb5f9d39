package dev.heed.translation;

import dev.heed.TranslateOptions;
import java.util.List;
import java.util.Objects;

/**
 * How texts are translated. Immutable; each method gives a changed copy.
 *
 * @param sentences how each sentence is; whether it tells its attention is decided here
 * @param unit what is translated by itself
 * @param keeps what must survive
 * @param alignment whether it is told which word came from which
 * @param head where that is read; null for the one that is found to say it best
 */
public record TextOptions(
        TranslateOptions sentences, Unit unit, List<Keep> keeps, boolean alignment, AlignmentHead head) {
    /** As the model says; what must survive is what {@link Keep#USUAL} finds. */
    public static final TextOptions DEFAULT =
            new TextOptions(TranslateOptions.DEFAULT, Unit.SENTENCE, Keep.USUAL, false, null);

    /** What is translated by itself. */
    public enum Unit {
        /** Sentences. */
        SENTENCE,
        /** Lines, for tasks that read more than a sentence: summaries. */
        LINE
    }

    public TextOptions {
        Objects.requireNonNull(sentences, "sentences");
        Objects.requireNonNull(unit, "unit");
        keeps = List.copyOf(keeps);
    }

    public TextOptions sentences(TranslateOptions options) {
        return new TextOptions(options, unit, keeps, alignment, head);
    }

    public TextOptions unit(Unit other) {
        return new TextOptions(sentences, other, keeps, alignment, head);
    }

    public TextOptions keeps(List<Keep> others) {
        return new TextOptions(sentences, unit, others, alignment, head);
    }

    public TextOptions alignment(boolean asked) {
        return new TextOptions(sentences, unit, keeps, asked, head);
    }

    public TextOptions head(AlignmentHead other) {
        return new TextOptions(sentences, unit, keeps, alignment, other);
    }
}
