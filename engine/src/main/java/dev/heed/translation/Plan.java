package dev.heed.translation;

import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;

/** A text's sentences, and what stands between them. */
record Plan(String text, boolean aligned, List<Piece> pieces, List<String> notes) {
    /** Cuts a text. */
    static Plan of(String text, TextOptions options, SentenceModel model) {
        Plan plan = new Plan(text, options.alignment(), new ArrayList<>(), new ArrayList<>());
        List<Kept> kept = Kept.in(text, options.keeps());
        Fitting fitting =
                new Fitting(text, model.maxTokens(), part -> model.countTokens(part, options.sentences()), kept);
        List<Span> units = options.unit() == TextOptions.Unit.LINE ? Sentences.lines(text) : Sentences.of(text, kept);
        int number = 0;
        for (Span unit : units) {
            number++;
            Piece whole = new Piece(text, number, unit, kept);
            List<Span> parts = whole.asItIs() ? List.of(unit) : fitting.parts(unit);
            if (parts.size() > 1) {
                plan.notes.add(whole.name() + ": longer than the " + model.maxTokens()
                        + " tokens that the model takes; translated in " + parts.size() + " parts");
            }
            if (parts.size() == 1) {
                plan.pieces.add(whole);
                continue;
            }
            for (Span part : parts) {
                plan.pieces.add(new Piece(text, number, part, kept));
            }
        }
        return plan;
    }

    /** The whole translation, once each piece has its own. */
    TextTranslation joined(AlignmentHead head) {
        StringBuilder target = new StringBuilder();
        List<TranslatedSentence> sentences = new ArrayList<>();
        List<String> all = new ArrayList<>(notes);
        int from = 0;
        for (Piece piece : pieces) {
            target.append(text, from, piece.span().start());
            sentences.add(piece.at(target.length(), aligned));
            target.append(piece.target());
            from = piece.span().end();
            all.addAll(piece.notes());
        }
        target.append(text.substring(from));
        return new TextTranslation(text, target.toString(), sentences, head, all);
    }
}
