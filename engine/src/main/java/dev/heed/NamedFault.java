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
        String where = "";
        if (token >= 0) {
            String piece = token < text.tokenCount()
                    ? " " + Quoted.of(text.tokens().get(token).piece())
                    : "";
            where = "token " + token + piece + " of the text " + Quoted.of(cut(text.text()));
        }
        return fault.at(model, where);
    }

    private static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
