package dev.heed.view;

import dev.heed.Encoder;
import dev.heed.meaning.corpus.Occurrence;
import java.util.List;
import java.util.Optional;

/**
 * A word that the model has no pieces for, where it stands: its vectors tell of the text around it only. Immutable.
 *
 * @param word as asked for
 * @param piece what the model reads instead: {@code [UNK]}
 * @param unknown for each place, whether the model does not know what stands there
 */
public record UnknownWord(String word, String piece, List<Boolean> unknown) {
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
