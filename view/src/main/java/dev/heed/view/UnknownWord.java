package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.TokenizedText;
import dev.heed.Word;
import dev.heed.meaning.corpus.Occurrence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A word that the model has no pieces for, where it stands: its vectors tell of the text around it only. Immutable.
 *
 * @param word as asked for
 * @param piece what the model reads instead: {@code [UNK]}
 * @param unknown for each place, whether the model does not know what stands there
 */
public record UnknownWord(String word, String piece, List<Boolean> unknown) {
    private static final int MOST_NAMED = 5;

    public UnknownWord {
        unknown = List.copyOf(unknown);
    }

    /** Empty if the model knows the word wherever it stands. */
    public static Optional<UnknownWord> of(Encoder encoder, String word, List<Occurrence> places) {
        List<Optional<String>> pieces = places.stream()
                .map(place -> encoder.unknownPiece(encoder.tokenize(place.passage()), place.spanInPassage()))
                .toList();
        return pieces.stream()
                .flatMap(Optional::stream)
                .findFirst()
                .map(piece -> new UnknownWord(
                        word, piece, pieces.stream().map(Optional::isPresent).toList()));
    }

    /** One note for the words of some texts that the model does not know; empty if it knows all that it reads. */
    public static Optional<String> noteOf(Encoder encoder, List<String> texts) {
        Map<String, String> pieces = new LinkedHashMap<>(); // by word
        for (String text : texts) {
            TokenizedText tokenized = encoder.tokenize(text);
            for (Word word : tokenized.words()) {
                if (word.kind() == Word.Kind.WORD) {
                    encoder.unknownPiece(tokenized, word.span())
                            .ifPresent(piece -> pieces.putIfAbsent(word.text(), piece));
                }
            }
        }
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = List.copyOf(pieces.keySet());
        int more = words.size() - Math.min(MOST_NAMED, words.size());
        String named = String.join(", ", words.subList(0, words.size() - more))
                + (more == 0 ? "" : " and " + more + " more words");
        String piece = pieces.values().iterator().next();
        return Optional.of(
                words.size() == 1
                        ? note(named, piece)
                        : "the model does not know " + named + ": it reads each of them as " + piece
                                + "; their vectors say nothing of the words themselves");
    }

    /** What the reader must know, in one line. */
    public String note() {
        long count = unknown.stream().filter(each -> each).count();
        String where = count == unknown.size() ? "" : " in " + count + " of " + Names.places(unknown.size());
        return note(word + where, piece);
    }

    private static String note(String word, String piece) {
        return "the model does not know " + word + ": it reads it as " + piece
                + "; its vectors say nothing of the word itself";
    }
}
