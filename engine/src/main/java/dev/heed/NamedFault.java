package dev.heed;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Quoted;
import dev.heed.model.NotFiniteException;
import java.util.function.Supplier;

/** Says of which model, text and token a number is that is none. */
final class NamedFault {
    private static final int SHOWN = 60;

    private NamedFault() {}

    /**
     * What {@code numbers} gives.
     *
     * @throws InvalidFileException if the model makes NaN or an infinity there, with all names
     */
    static <T> T in(String model, TokenizedText text, Supplier<T> numbers) {
        try {
            return numbers.get();
        } catch (NotFiniteException e) {
            throw of(model, text, e.token(), e);
        }
    }

    /** @param token position among the text's tokens; -1 for none of them */
    static InvalidFileException of(String model, TokenizedText text, int token, NotFiniteException fault) {
        if (token < 0) {
            return fault.at(model, "");
        }
        String piece = token < text.tokenCount() ? text.tokens().get(token).piece() : null;
        return of(model, "the text " + shown(text.text()), token, piece, fault);
    }

    /**
     * Of a text that has other names.
     *
     * @param text what it is called: {@code the pair "a" and "b"}
     * @param token position among what the model read of it; -1 for none of it
     * @param piece the token's; null where it is not known
     */
    static InvalidFileException of(String model, String text, int token, String piece, NotFiniteException fault) {
        String where =
                token < 0 ? text : "token " + token + (piece == null ? "" : " " + Quoted.of(piece)) + " of " + text;
        return fault.at(model, where);
    }

    /** Of a text whose words are not told: it may be another caller's. */
    static InvalidFileException of(String model, int token, int id, NotFiniteException fault) {
        return fault.at(model, "token " + token + ", id " + id);
    }

    /** The same of a text whose ids are all that is known. */
    static InvalidFileException of(String model, int[] ids, NotFiniteException fault) {
        return fault.token() < 0 ? fault.at(model, "") : of(model, fault.token(), ids[fault.token()], fault);
    }

    /** A text as it is said in a message. */
    static String shown(String text) {
        return Quoted.of(text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…");
    }
}
