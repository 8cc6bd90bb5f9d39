package dev.heed;

import dev.heed.tensor.Matrix;
import dev.heed.tensor.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What changes when a word is left out: each word or symbol of a text in turn, its tokens taken away, the others as they
 * were.
 *
 * <p>It says how far the vectors of the last layer move without a word. It does not say that the word is the reason for
 * anything: a text without it is another text, and two words that say the same can each be left out without a trace.
 *
 * @param tokenized the whole text
 * @param chosen position in the text's words of the one whose vector is watched; −1 for none
 * @param effects in the order of the words, special tokens left out
 */
public record LeaveOneOut(TokenizedText tokenized, int chosen, List<Effect> effects) {
    private static final int TEXTS_AT_ONCE = 32; // their vectors are held at the same time

    /**
     * The effect of one word.
     *
     * @param word position in the text's words
     * @param onWord 1 − cosine of the chosen word's vectors with and without it; null if none is chosen, or it is this one
     * @param onText 1 − cosine of the text's vectors
     */
    public record Effect(int word, Float onWord, float onText) {}

    public LeaveOneOut {
        effects = List.copyOf(effects);
    }

    /**
     * @param run the last layer of texts, each (tokens, hiddenSize), all in one stream
     * @param pooled a text's vector
     */
    static LeaveOneOut of(
            ReadText text, int chosen, Function<List<ReadText>, List<Matrix>> run, Function<Matrix, float[]> pooled) {
        TokenizedText tokenized = text.tokenized();
        List<Word> words = tokenized.words();
        if (chosen < -1 || chosen >= words.size()) {
            throw new IllegalArgumentException(
                    "word: expected 0 to " + (words.size() - 1) + ", or -1 for none, got " + chosen);
        }
        List<Integer> left = new ArrayList<>();
        for (int w = 0; w < words.size(); w++) {
            if (words.get(w).kind() != Word.Kind.SPECIAL) {
                left.add(w);
            }
        }
        Matrix whole = run.apply(List.of(text)).getFirst();
        List<Effect> effects = new ArrayList<>();
        for (int from = 0; from < left.size(); from += TEXTS_AT_ONCE) {
            List<Integer> some = left.subList(from, Math.min(left.size(), from + TEXTS_AT_ONCE));
            List<Matrix> without = run.apply(
                    some.stream().map(w -> without(text, words.get(w))).toList());
            for (int i = 0; i < some.size(); i++) {
                int w = some.get(i);
                effects.add(new Effect(
                        w,
                        chosen < 0 || w == chosen ? null : onWord(words, chosen, w, whole, without.get(i)),
                        distance(pooled.apply(whole), pooled.apply(without.get(i)))));
            }
        }
        return new LeaveOneOut(tokenized, chosen, effects);
    }

    private static ReadText without(ReadText text, Word word) {
        int first = text.windows().template().prefix().length;
        int[] kept = java.util.stream.IntStream.range(0, text.content().length)
                .filter(i -> !word.tokens().contains(first + i))
                .map(i -> text.content()[i])
                .toArray();
        return new ReadText(
                text.tokenized(),
                kept,
                Windows.single(kept.length, text.windows().template()),
                text.promptTokens());
    }

    private static float onWord(List<Word> words, int chosen, int left, Matrix whole, Matrix without) {
        int[] rows = words.get(chosen).tokenRows();
        int[] moved = java.util.Arrays.stream(rows)
                .map(row -> row
                        - (int) words.get(left).tokens().stream()
                                .filter(token -> token < row)
                                .count())
                .toArray();
        return distance(Vectors.mean(whole, rows), Vectors.mean(without, moved));
    }

    private static float distance(float[] a, float[] b) {
        return (float) (1 - Vectors.cosine(a, b));
    }
}
