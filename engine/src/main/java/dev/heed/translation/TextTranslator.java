package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.TranslateOptions;
import dev.heed.Translator;
import dev.heed.generation.Finish;
import java.util.List;
import java.util.Objects;

/**
 * Translates texts: cut into sentences (UAX #29), each translated by itself, and joined with the white space, line ends and
 * list markers of the source. As many sentences come out as went in; an empty one for a full one is an error. What must
 * survive is checked, put back by the alignment where it was lost, and reported where it could not be.
 *
 * <p>A text has the same translation alone and among others. Thread-safe; the translator stays the caller's to close.
 *
 * <pre>{@code
 * try (var translator = Translator.open(Models.find("opus-mt-en-de"))) {
 *     var text = new TextTranslator(translator).translate("We sat by the river bank.", TextOptions.DEFAULT.alignment(true));
 *     System.out.println(text.target());
 *     for (WordLink link : text.sentences().getFirst().alignment()) {
 *         System.out.println(link.source().in(text.source()) + " → " + link.target().in(text.target()));
 *     }
 * }
 * }</pre>
 */
public final class TextTranslator {
    private static final int AT_ONCE = 64;
    /** Sentences whose attention is held at a time. */
    private static final int AT_ONCE_WITH_ATTENTION = 8;

    private static final int OTHER_BEAMS = 4;

    private final SentenceModel model;
    private final KnownHeads heads;

    /** @param translator translates the sentences */
    public TextTranslator(Translator translator) {
        this(SentenceModel.of(Objects.requireNonNull(translator, "translator")), HeadFile.of(translator.info()));
    }

    TextTranslator(SentenceModel model, HeadFile file) {
        this.model = model;
        this.heads = new KnownHeads(model, file);
    }

    /** Translates one; as {@link #translate(List, TextOptions)}. */
    public TextTranslation translate(String text, TextOptions options) {
        return translate(List.of(Objects.requireNonNull(text, "text")), options).getFirst();
    }

    /**
     * Translates texts.
     *
     * @return one for each, in order
     * @throws IllegalArgumentException if an option does not fit the model, an expression takes too long, or the model makes
     *     nothing of a sentence, however it is searched for
     */
    public List<TextTranslation> translate(List<String> texts, TextOptions options) {
        Objects.requireNonNull(texts, "texts");
        Objects.requireNonNull(options, "options");
        List<Plan> plans =
                texts.stream().map(text -> Plan.of(text, options, model)).toList();
        List<Piece> pieces =
                plans.stream().flatMap(plan -> plan.pieces().stream()).toList();
        int atOnce = options.alignment() ? AT_ONCE_WITH_ATTENTION : AT_ONCE;
        for (int at = 0; at < pieces.size(); at += atOnce) {
            fill(pieces.subList(at, Math.min(pieces.size(), at + atOnce)), options);
        }
        return plans.stream().map(plan -> plan.joined(head(plan, options))).toList();
    }

    /** The head that says which word came from which: the one asked for, or the one found. */
    public AlignmentHead head(TextOptions options) {
        Objects.requireNonNull(options, "options");
        return options.head() == null ? heads.of(options.sentences()) : options.head();
    }

    private AlignmentHead head(Plan plan, TextOptions options) {
        return plan.pieces().stream().anyMatch(Piece::read) ? head(options) : null;
    }

    private void fill(List<Piece> pieces, TextOptions options) {
        TranslateOptions asked = options.sentences().attention(options.alignment());
        List<Piece> open = pieces.stream().filter(piece -> !piece.asItIs()).toList();
        List<SentenceTranslation> translations = open.isEmpty()
                ? List.of()
                : model.translate(open.stream().map(Piece::text).toList(), asked);
        for (int i = 0; i < open.size(); i++) {
            if (translations.get(i).target().isBlank()) {
                again(open.get(i), options);
            } else {
                finish(open.get(i), translations.get(i), options);
            }
        }
    }

    /** A sentence that came out empty, searched for in another way. */
    private void again(Piece piece, TextOptions options) {
        TranslateOptions asked = options.sentences();
        int beams = asked.beams() != null && asked.beams() == 1 ? OTHER_BEAMS : 1;
        TextOptions others = options.sentences(asked.beams(beams));
        SentenceTranslation other = alone(piece, others, options.alignment());
        if (other.target().isBlank()) {
            throw new IllegalArgumentException(piece.name() + ": expected a translation, the model made none of \""
                    + shortened(piece.text()) + "\", however it was searched for; another model may");
        }
        piece.note("came out empty at first, is now searched for with " + beams + (beams == 1 ? " beam" : " beams"));
        finish(piece, other, others);
    }

    private SentenceTranslation alone(Piece piece, TextOptions options, boolean attention) {
        return model.translate(List.of(piece.text()), options.sentences().attention(attention))
                .getFirst();
    }

    private static String shortened(String text) {
        return text.length() <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(40, text.codePointCount(0, text.length()))))
                        + "…";
    }

    private void finish(Piece piece, SentenceTranslation translation, TextOptions options) {
        if (translation.finish() == Finish.LOOP) {
            piece.note("the model ran in circles and was stopped");
        } else if (translation.finish() == Finish.LENGTH) {
            piece.note("the model did not end it within "
                    + translation.targetTokens().size() + " tokens; its end may be missing");
        }
        List<Kept> lost = Kept.lost(piece.kept(), translation.target());
        boolean needed = !lost.isEmpty() || options.alignment();
        SentenceTranslation read =
                needed && translation.attention() == null ? alone(piece, options, true) : translation;
        piece.take(translation, read, lost, needed ? head(options) : null);
    }

    @Override
    public String toString() {
        return "TextTranslator[" + model + "]";
    }
}
