package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.TextAttention;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.Set;

/** Keys that several rooms read alike. */
final class Asked {
    private Asked() {}

    /** Which window of a long text, from 0; the first if not said. */
    static int window(Keys keys) {
        Integer window = keys.integer("window", 0, Integer.MAX_VALUE);
        return window == null ? 0 : window;
    }

    /** A pass over the window that is asked about. */
    static TextAttention attention(Encoder encoder, Keys keys) {
        return encoder.attention(keys.text("text"), window(keys));
    }

    /** How many largest weights; the usual number if not said. */
    static int top(Keys keys, int usual, int most) {
        Integer top = keys.integer("top", 1, most);
        return top == null ? usual : top;
    }

    /** The model of a question that knows both modes: no key but the known ones, in simple mode nothing to choose. */
    static Encoder inEitherMode(Keys keys, Set<String> known, Served served) {
        keys.only(known);
        noLayersIfSimple(keys);
        return served.asked(keys);
    }

    /**
     * The text, if it has few enough words for simple mode; they are counted before a vector is made of any.
     *
     * @param what these words are for
     */
    static String fewWords(Encoder encoder, Keys keys, int most, String what, String remedy) {
        String text = keys.text("text");
        int words = encoder.simpleWords(text).size();
        if (words > most) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "text",
                    "expected at most " + most + " words for " + what + ", got " + words + "; " + remedy);
        }
        return text;
    }

    private static void noLayersIfSimple(Keys keys) {
        for (String key : new String[] {"layer", "head", "window"}) {
            if (keys.flag("simple") && keys.has(key)) {
                throw new Refusal(
                        Reason.UNPROCESSABLE, key, "expected none with simple, which has no layers, heads or windows");
            }
        }
    }
}
