package dev.heed.meaning.reading;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.Word;
import dev.heed.meaning.corpus.StopWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a model reads of some texts: the words and signs that are nothing but the unknown piece to it, and what share of the
 * letters stands in words that it has whole. Of a language that a model was not made for it has few words, the others fall
 * into pieces of a letter or three, and what it makes of those says little; {@code docs/evaluation.md} has the figures for
 * twelve languages. Immutable, thread-safe.
 *
 * @param unknown what the model does not know, each once, as written, in the order of the texts
 * @param piece what it reads instead, {@code [UNK]}; empty if it knows all
 * @param known words and signs that are not unknown
 * @param whole the share of letters that stand in words read as one piece; 1 where there is no letter
 * @param english the share of words that are English function words; 1 where the model is not made for English alone
 */
public record Reading(List<String> unknown, Optional<String> piece, int known, double whole, double english) {
    /** Less of its letters in whole words, and a text is in no language of the model's. */
    private static final double FEWEST_WHOLE = 0.5;

    /** So much in whole words needs no other evidence. */
    private static final double ENOUGH_WHOLE = 0.85;
    /** Of English text in between, at least this share are words like "the". */
    private static final double FEWEST_ENGLISH = 0.1;
    /** Fewer letters say nothing of a language. */
    private static final int FEWEST_LETTERS = 12;

    private static final int MOST_NAMED = 5;
    private static final String ENGLISH = "en";

    public Reading {
        unknown = List.copyOf(unknown);
    }

    /** Reads texts, each as far as the model reads it. */
    public static Reading of(Encoder encoder, List<String> texts) {
        Count count = new Count(encoder);
        for (String text : texts) {
            count.add(encoder.tokenize(text));
        }
        return count.reading();
    }

    /** Whether there is nothing in the texts that the model knows. */
    public boolean nothingKnown() {
        return known == 0 && !unknown.isEmpty();
    }

    /** Whether the model knows the language of the texts, as far as these can tell. */
    public boolean inItsLanguage() {
        return whole >= ENOUGH_WHOLE || whole >= FEWEST_WHOLE && english >= FEWEST_ENGLISH;
    }

    /**
     * Why nothing is concluded from these texts, in one line; empty where the model knows their language.
     *
     * @param withheld what is not said: {@code "same meaning?" has no answer}
     */
    public Optional<String> reasonAgainst(String withheld) {
        return inItsLanguage()
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the model reads %.0f%% of the letters in words that it knows whole%s: the language seems not to be"
                                + " one of its own; %s",
                        100 * whole,
                        whole < FEWEST_WHOLE ? "" : ", and hardly a word of its own language",
                        withheld));
    }

    /** What the model does not know, in one line; empty if it knows all that it reads. */
    public Optional<String> noteOfUnknown() {
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        int named = Math.min(MOST_NAMED, unknown.size());
        int more = unknown.size() - named;
        String list = String.join(", ", unknown.subList(0, named)) + (more == 0 ? "" : " and " + more + " more words");
        String read = "the model does not know " + list + ": it reads ";
        return Optional.of(
                unknown.size() == 1
                        ? read + "it as " + piece.orElseThrow() + "; its vectors say nothing of the word itself"
                        : read + "each of them as " + piece.orElseThrow()
                                + "; their vectors say nothing of the words themselves");
    }

    /** Sums over texts. Not thread-safe. */
    private static final class Count {
        private final Encoder encoder;
        private final boolean englishAlone;
        private final Set<String> unknown = new LinkedHashSet<>();
        private String piece;
        private int known;
        private long letters;
        private long lettersWhole;
        private int words;
        private int function;

        Count(Encoder encoder) {
            this.encoder = encoder;
            this.englishAlone = encoder.card().languages().equals(List.of(ENGLISH));
        }

        void add(TokenizedText text) {
            for (Word word : text.words()) {
                if (word.kind() == Word.Kind.SPECIAL) {
                    continue;
                }
                Optional<String> instead = encoder.unknownPiece(text, word.span());
                if (instead.isPresent()) {
                    unknown.add(word.text());
                    piece = instead.get();
                } else {
                    known++;
                }
                if (word.kind() == Word.Kind.WORD) {
                    add(word, instead.isPresent());
                }
            }
        }

        private void add(Word word, boolean isUnknown) {
            long length = word.text().codePoints().filter(Character::isLetter).count();
            if (length == 0) {
                return;
            }
            words++;
            function += StopWords.contains(word.text()) ? 1 : 0;
            letters += length;
            boolean one = word.tokens().size() == 1 && !isUnknown;
            lettersWhole += one && (length > 1 || isLatin(word.text()) || !englishAlone) ? length : 0;
        }

        /** A letter of a script that writes words with several. */
        private static boolean isLatin(String letter) {
            return Character.UnicodeScript.of(letter.codePointAt(0)) == Character.UnicodeScript.LATIN;
        }

        Reading reading() {
            boolean few = letters < FEWEST_LETTERS;
            return new Reading(
                    new ArrayList<>(unknown),
                    Optional.ofNullable(piece),
                    known,
                    few ? 1 : (double) lettersWhole / letters,
                    few || !englishAlone ? 1 : (double) function / words);
        }
    }
}
