package dev.heed.translation;

import dev.heed.CrossAttention;
import dev.heed.SentenceTranslation;
import dev.heed.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * One head's cross-attention by words: to a word the sum over its tokens, from a word the mean over its tokens. What goes to
 * special tokens is left out and the rest of each row made to sum to 1.
 */
final class WordWeights {
    private final List<Word> source;
    private final List<Word> target;
    private final float[][] weights; // (target words, source words)

    private WordWeights(List<Word> source, List<Word> target, float[][] weights) {
        this.source = source;
        this.target = target;
        this.weights = weights;
    }

    static WordWeights of(SentenceTranslation sentence, AlignmentHead head) {
        return of(sentence, head, visible(sentence.sourceWords()), visible(sentence.targetWords()));
    }

    private static WordWeights of(
            SentenceTranslation sentence, AlignmentHead head, List<Word> source, List<Word> target) {
        CrossAttention attention = sentence.attention();
        float[][] weights = new float[target.size()][source.size()];
        for (int t = 0; t < target.size(); t++) {
            for (int token : target.get(t).tokens()) {
                int row = Math.min(attention.targetTokens() - 1, token + (head.after() ? 1 : 0));
                add(attention.row(head.layer(), head.head(), row), source, weights[t]);
            }
            toOne(weights[t]);
        }
        return new WordWeights(source, target, weights);
    }

    /** Those of every head, which share their words: first the steps that write, then the steps after. */
    static List<WordWeights> all(SentenceTranslation sentence) {
        List<Word> source = visible(sentence.sourceWords());
        List<Word> target = visible(sentence.targetWords());
        List<WordWeights> all = new ArrayList<>();
        for (AlignmentHead head : heads(sentence.attention())) {
            all.add(of(sentence, head, source, target));
        }
        return all;
    }

    /** The heads in the order of {@link #all}. */
    static List<AlignmentHead> heads(CrossAttention attention) {
        List<AlignmentHead> heads = new ArrayList<>();
        for (boolean after : new boolean[] {false, true}) {
            for (int layer = 1; layer <= attention.layers(); layer++) {
                for (int head = 1; head <= attention.heads(); head++) {
                    heads.add(new AlignmentHead(layer, head, after));
                }
            }
        }
        return heads;
    }

    private static List<Word> visible(List<Word> words) {
        return words.stream().filter(word -> word.kind() != Word.Kind.SPECIAL).toList();
    }

    private static void add(float[] row, List<Word> source, float[] sums) {
        for (int s = 0; s < sums.length; s++) {
            for (int token : source.get(s).tokens()) {
                sums[s] += row[token];
            }
        }
    }

    private static void toOne(float[] row) {
        double sum = 0;
        for (float weight : row) {
            sum += weight;
        }
        for (int i = 0; i < row.length && sum > 0; i++) {
            row[i] = (float) (row[i] / sum);
        }
    }

    /** The source's words and symbols, in order. */
    List<Word> source() {
        return source;
    }

    /** The target's words and symbols, in order. */
    List<Word> target() {
        return target;
    }

    float weight(int targetWord, int sourceWord) {
        return weights[targetWord][sourceWord];
    }

    /** Where a target's word or symbol looked most; the first of equals; −1 for nowhere. */
    int best(int targetWord) {
        return best(targetWord, false);
    }

    /** The word that a target's word looked at most, symbols not counted; −1 if the source has no word. */
    int bestWord(int targetWord) {
        return best(targetWord, true);
    }

    private int best(int targetWord, boolean wordsOnly) {
        int best = -1;
        for (int s = 0; s < source.size(); s++) {
            if ((!wordsOnly || word(source, s)) && (best < 0 || weight(targetWord, s) > weight(targetWord, best))) {
                best = s;
            }
        }
        return best;
    }

    /** The target's word that looked most at a word of the source; −1 if the target has no word. */
    int bestTarget(int sourceWord) {
        int best = -1;
        for (int t = 0; t < target.size(); t++) {
            if (word(target, t) && (best < 0 || weight(t, sourceWord) > weight(best, sourceWord))) {
                best = t;
            }
        }
        return best;
    }

    static boolean word(List<Word> words, int at) {
        return words.get(at).kind() == Word.Kind.WORD;
    }

    /** Each word of the target with the word of the source that it looked at most. */
    List<WordLink> links() {
        List<WordLink> links = new ArrayList<>();
        for (int t = 0; t < target.size(); t++) {
            int s = word(target, t) ? bestWord(t) : -1;
            if (s >= 0) {
                links.add(new WordLink(source.get(s).span(), target.get(t).span(), weight(t, s)));
            }
        }
        return links;
    }
}
