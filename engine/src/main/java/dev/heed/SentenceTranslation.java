package dev.heed;

import dev.heed.generation.Finish;
import dev.heed.text.Span;
import java.util.List;

/**
 * A sentence and what became of it. Immutable.
 *
 * @param source as given
 * @param sourceTokens what the encoder read, language codes and the end included, those marked special; spans are in
 *     {@code source}
 * @param target the translation
 * @param targetTokens what the decoder wrote, in order, the end included where the model wrote it; the start it was given is
 *     not counted
 * @param score the sum of the tokens' log-probabilities divided by their number to the power of the length penalty: what
 *     beams are ranked by
 * @param finish why it is over: {@link Finish#END} as a rule, {@link Finish#LENGTH} where the bound was reached,
 *     {@link Finish#LOOP} where the model ran in circles
 * @param attention where each target token looked in the source; null unless asked for
 */
public record SentenceTranslation(
        String source,
        List<Token> sourceTokens,
        String target,
        List<TargetToken> targetTokens,
        float score,
        Finish finish,
        CrossAttention attention) {
    public SentenceTranslation {
        sourceTokens = List.copyOf(sourceTokens);
        targetTokens = List.copyOf(targetTokens);
    }

    /** The source's words and what stands between them, each with its {@link #sourceTokens}, as {@link Encoder#words} groups them. */
    public List<Word> sourceWords() {
        return WordGrouping.of(source, sourceTokens);
    }

    /** The target's words and what stands between them, each with its {@link #targetTokens}. */
    public List<Word> targetWords() {
        List<Token> tokens = targetTokens.stream()
                .map(token -> new Token(
                        token.span() == null ? null : token.span().in(target),
                        token.piece(),
                        token.id(),
                        token.span(),
                        token.span() == null))
                .toList();
        return WordGrouping.of(target, tokens);
    }

    /**
     * A token that was written.
     *
     * @param id its number in the vocabulary
     * @param piece the vocabulary's entry
     * @param span where its characters stand in the target, in UTF-16 units; empty for one that ends none; null for special
     *     tokens
     * @param logprob the natural logarithm of its probability by the model's own scores
     */
    public record TargetToken(int id, String piece, Span span, float logprob) {}
}
