package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;

/** A sentence of a text, or as much of it as the model takes. Not thread-safe. */
final class Piece {
    private final Span span;
    private final String text;
    private final String name;
    private final List<Kept> kept;
    private final boolean asItIs;
    private final List<String> notes = new ArrayList<>();
    private SentenceTranslation translation;
    private String target;
    private List<WordLink> links = List.of();
    private List<Kept> moved = List.of();
    private List<Kept> lost = List.of();
    private boolean read;

    /**
     * @param whole the text
     * @param number of its sentence, from 1
     * @param kept what must survive of the whole text
     */
    Piece(String whole, int number, Span span, List<Kept> kept) {
        this.span = span;
        this.text = span.in(whole);
        this.name = "sentence " + number;
        this.kept = Kept.within(kept, span);
        this.asItIs = nothingToTranslate(text, this.kept);
        this.target = text;
    }

    Span span() {
        return span;
    }

    String text() {
        return text;
    }

    /** For messages. */
    String name() {
        return name;
    }

    /** What must survive, counted from its start. */
    List<Kept> kept() {
        return kept;
    }

    /** Whether there is nothing to translate. */
    boolean asItIs() {
        return asItIs;
    }

    /** Whether its alignment was read. */
    boolean read() {
        return read;
    }

    /** Adds what a reader should know. */
    void note(String what) {
        notes.add(name + ": " + what);
    }

    List<String> notes() {
        return notes;
    }

    /** What stands in its place. */
    String target() {
        return target.strip();
    }

    /** Whether there is no letter but in what must stay. */
    private static boolean nothingToTranslate(String text, List<Kept> kept) {
        int at = 0;
        for (Kept place : kept) {
            if (text.substring(at, place.span().start()).codePoints().anyMatch(Character::isLetter)) {
                return false;
            }
            at = place.span().end();
        }
        return text.substring(at).codePoints().noneMatch(Character::isLetter);
    }

    /**
     * Takes what the model made of it.
     *
     * @param withAttention the same, with its attention if that is needed
     * @param missing what it lacks of what must survive
     * @param head says which word came from which; null if nobody asks
     */
    void take(SentenceTranslation made, SentenceTranslation withAttention, List<Kept> missing, AlignmentHead head) {
        translation = new SentenceTranslation( // what a text holds is not the weights of all its sentences
                made.source(),
                made.sourceTokens(),
                made.target(),
                made.targetTokens(),
                made.score(),
                made.finish(),
                null);
        target = made.target();
        lost = missing;
        if (head == null || withAttention.attention() == null) {
            return;
        }
        head.check(withAttention.attention().layers(), withAttention.attention().heads());
        read = true;
        WordWeights weights = WordWeights.of(withAttention, head);
        links = weights.links();
        if (!missing.isEmpty()) {
            Mending.Mended mended = Mending.of(made.source(), target, weights, kept, missing);
            target = mended.target();
            moved = mended.moved();
            links = mended.links();
            lost = Kept.lost(kept, target);
        }
    }

    /** The sentence in a text, its translation beginning at a place of the target. */
    TranslatedSentence at(int start, boolean aligned) {
        String stripped = target.strip();
        int by = start - target.indexOf(stripped);
        List<WordLink> all = links.stream()
                .map(link -> new WordLink(
                        Mending.moved(link.source(), span.start()), Mending.moved(link.target(), by), link.weight()))
                .toList();
        return new TranslatedSentence(
                span,
                new Span(start, start + stripped.length()),
                aligned ? all : List.of(),
                moved.stream().map(kept -> kept.from(-by)).toList(),
                lost.stream().map(kept -> kept.from(-span.start())).toList(),
                translation);
    }
}
