package dev.heed.server;

import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusText;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.Passages;
import dev.heed.meaning.corpus.WordFinder;
import dev.heed.meaning.corpus.WordForms;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The places of a word in a text that came with a request: {@code word}, {@code forms} and {@code corpus}, which is the text
 * itself, never a name of a file of this machine. Immutable.
 *
 * @param word as asked for
 * @param forms of the word that are looked for, lower-cased
 * @param occurrences at least one
 */
record AskedCorpus(String word, Set<String> forms, List<Occurrence> occurrences) {
    /** What the lines call their file. */
    static final String NAME = "corpus";

    private static final int MOST = 2_000;

    static AskedCorpus of(Keys keys) {
        String word = keys.text("word").strip();
        if (word.isEmpty()) {
            throw new Refusal(Reason.UNPROCESSABLE, "word", "expected at least one letter, got none");
        }
        Set<String> forms = keys.flag("forms") ? WordForms.inflections(word) : WordForms.asWritten(word);
        WordFinder finder = new WordFinder(forms);
        List<Occurrence> occurrences = new ArrayList<>();
        for (CorpusLine line : CorpusText.lines(NAME, keys.text("corpus"))) {
            for (Span span : finder.places(line.text())) {
                occurrences.add(Passages.occurrence(line, span));
            }
        }
        if (occurrences.isEmpty()) {
            throw new Refusal(
                    Reason.UNPROCESSABLE,
                    "word",
                    "expected a word of the text, got " + word
                            + ", which is nowhere in it"
                            + (keys.flag("forms") ? "" : "; its inflections may be"));
        }
        if (occurrences.size() > MOST) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "corpus",
                    "expected at most " + MOST + " places of the word, got " + occurrences.size()
                            + "; heed senses and heed concordance take any number");
        }
        return new AskedCorpus(word, forms, List.copyOf(occurrences));
    }
}
