package dev.heed;

import dev.heed.SentenceTranslation.TargetToken;
import dev.heed.text.Span;
import dev.heed.tokenizer.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A target's ids as text, and where each stands in it.
 *
 * @param text control tokens left out
 * @param tokens one an id
 */
record TargetText(String text, List<TargetToken> tokens) {
    static TargetText of(int[] ids, float[] logprobs, Tokenizer tokenizer) {
        int[] named = Arrays.stream(ids).filter(tokenizer::hasPiece).toArray();
        String text = tokenizer.decode(named);
        List<TargetToken> tokens = new ArrayList<>(ids.length);
        int at = 0;
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean has = tokenizer.hasPiece(ids[i]);
            count += has ? 1 : 0;
            boolean control = !has || tokenizer.isControl(ids[i]);
            int end = control ? at : Math.max(at, alike(text, tokenizer.decode(Arrays.copyOf(named, count))));
            int start = at;
            while (start < end && Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            String piece = has ? tokenizer.piece(ids[i]) : "<" + ids[i] + ">";
            tokens.add(new TargetToken(ids[i], piece, control ? null : new Span(start, end), logprobs[i]));
            at = end;
        }
        return new TargetText(text, tokens);
    }

    /** How far two texts are the same: the decoded beginning may end in half a character. */
    private static int alike(String text, String beginning) {
        int most = Math.min(text.length(), beginning.length());
        int at = 0;
        while (at < most && text.charAt(at) == beginning.charAt(at)) {
            at++;
        }
        return at;
    }
}
