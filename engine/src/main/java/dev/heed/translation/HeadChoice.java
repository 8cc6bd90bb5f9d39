package dev.heed.translation;

import dev.heed.SentenceTranslation;
import dev.heed.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The head that says best which word came from which, told from a model's own translations of a few sentences.
 *
 * <p>Words and numbers that stand in both texts, once in each, are pairs that are known without anybody's help; a head is
 * good if the target's looks at the source's. Among those that find them equally often it is the one whose words agree both
 * ways: the word of the source that a word looks at most is looked at most by that word. A model that copies nothing (other
 * script, too few names) is judged by agreement alone.
 *
 * @param head the one chosen
 * @param copied share of the known pairs that it finds; NaN if there were too few
 * @param agreement share of the target's words that agree both ways with a word of the source
 * @param known pairs there were
 */
record HeadChoice(AlignmentHead head, double copied, double agreement, int known) {
    static final int FEWEST_KNOWN = 10;

    /** Chooses among all heads of translations that have their attention; there is at least one. */
    static HeadChoice of(List<SentenceTranslation> sentences) {
        List<AlignmentHead> heads = WordWeights.heads(sentences.getFirst().attention());
        int[] found = new int[heads.size()];
        int[] agreed = new int[heads.size()];
        int known = 0;
        int words = 0;
        for (SentenceTranslation sentence : sentences) {
            List<WordWeights> all = WordWeights.all(sentence);
            List<int[]> pairs = copied(all.getFirst());
            known += pairs.size();
            words += (int) all.getFirst().target().stream()
                    .filter(word -> word.kind() == Word.Kind.WORD)
                    .count();
            for (int h = 0; h < found.length; h++) {
                WordWeights weights = all.get(h);
                found[h] += (int) pairs.stream()
                        .filter(pair -> weights.bestWord(pair[0]) == pair[1])
                        .count();
                agreed[h] += agreed(weights);
            }
        }
        int best = 0;
        for (int h = 1; h < found.length; h++) {
            if (score(found[h], agreed[h], known, words) > score(found[best], agreed[best], known, words)) {
                best = h;
            }
        }
        return new HeadChoice(
                heads.get(best),
                known < FEWEST_KNOWN ? Double.NaN : share(found[best], known),
                share(agreed[best], words),
                known);
    }

    private static double score(int found, int agreed, int known, int words) {
        return (known < FEWEST_KNOWN ? 0 : share(found, known)) + share(agreed, words);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** Target's and source's place of each word that stands once in both. */
    static List<int[]> copied(WordWeights weights) {
        Map<String, Integer> source = once(weights.source());
        List<int[]> pairs = new ArrayList<>();
        once(weights.target()).forEach((text, t) -> {
            Integer s = source.get(text);
            if (t >= 0 && s != null && s >= 0) {
                pairs.add(new int[] {t, s});
            }
        });
        return pairs;
    }

    /** Words that could be copied, with their places; −1 for those that stand more than once. */
    private static Map<String, Integer> once(List<Word> words) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            if (WordWeights.word(words, i)) {
                places.merge(words.get(i).text(), i, (a, b) -> -1);
            }
        }
        return places;
    }

    private static int agreed(WordWeights weights) {
        return (int) IntStream.range(0, weights.target().size())
                .filter(t -> WordWeights.word(weights.target(), t))
                .filter(t -> {
                    int s = weights.bestWord(t);
                    return s >= 0 && weights.bestTarget(s) == t;
                })
                .count();
    }
}
