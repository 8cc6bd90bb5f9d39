package dev.heed.meaning.sense;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.corpus.StopWords;
import dev.heed.text.SameWord;
import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Words that tell a group of passages from the others: those with the largest log-likelihood ratio (Dunning 1993) of standing
 * in a passage of the group, among the words that stand there more than elsewhere; stop words and the word itself aside.
 *
 * <p>A word must stand in two passages of the group and be more than chance: its ratio is one that chance exceeds once in a
 * thousand words. Of few passages hardly any word can be so much, and few words can be so by chance; there once in twenty is
 * enough, or that it stands in none of the other groups' passages.
 */
final class Keywords {
    private static final int MOST = 8;
    private static final int FEWEST_PASSAGES = 2;
    /** The ratio that chance exceeds once in a thousand words (χ², one degree of freedom). */
    private static final double SIGNIFICANT = 10.83;
    /** Fewer passages than this are few. */
    private static final int FEW = 100;
    /** The ratio that chance exceeds once in twenty words. */
    private static final double SIGNIFICANT_OF_FEW = 3.84;

    private final Set<String> own;

    /** @param own forms of the word */
    Keywords(Set<String> own) {
        this.own = own.stream().map(SameWord::key).collect(Collectors.toUnmodifiableSet());
    }

    /** The keywords of each group, best first; of equals in alphabetical order. */
    List<List<String>> of(List<Occurrence> occurrences, int[] groups, int count) {
        List<Set<String>> words = occurrences.parallelStream()
                .map(occurrence -> words(occurrence.passage()))
                .toList();
        int[] passages = new int[count];
        List<Map<String, Integer>> counts = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            counts.add(new HashMap<>());
        }
        for (int i = 0; i < groups.length; i++) {
            if (groups[i] < 0) {
                continue;
            }
            passages[groups[i]]++;
            for (String word : words.get(i)) {
                counts.get(groups[i]).merge(word, 1, Integer::sum);
            }
        }
        Map<String, Integer> totals = new TreeMap<>();
        counts.forEach(map -> map.forEach((word, n) -> totals.merge(word, n, Integer::sum)));
        long all = java.util.Arrays.stream(passages).asLongStream().sum();
        List<List<String>> keywords = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            keywords.add(best(counts.get(g), passages[g], totals, all, count == 1));
        }
        return keywords;
    }

    /** Of a single group there is nothing to tell it from: its most frequent words. */
    private static List<String> best(
            Map<String, Integer> here, long passages, Map<String, Integer> totals, long all, boolean alone) {
        Map<String, Double> ratios = new TreeMap<>();
        totals.forEach((word, total) -> {
            long in = here.getOrDefault(word, 0);
            if (in < FEWEST_PASSAGES) {
                return;
            }
            double ratio = alone ? in : ratio(in, passages, total - in, all - passages);
            boolean only = all < FEW && total == in;
            if (alone || only || ratio > (all < FEW ? SIGNIFICANT_OF_FEW : SIGNIFICANT)) {
                ratios.put(word, ratio);
            }
        });
        return ratios.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** −2 log λ of "as often here as elsewhere"; negative where it is rarer here. */
    static double ratio(long in, long passages, long inOthers, long others) {
        double total = in + inOthers;
        double all = passages + others;
        double sum = part(in, total * passages / all)
                + part(inOthers, total * others / all)
                + part(passages - in, (all - total) * passages / all)
                + part(others - inOthers, (all - total) * others / all);
        return in * (double) others >= inOthers * (double) passages ? 2 * sum : -2 * sum;
    }

    private static double part(double observed, double expected) {
        return observed == 0 || expected == 0 ? 0 : observed * Math.log(observed / expected);
    }

    private Set<String> words(String passage) {
        Set<String> words = new TreeSet<>();
        for (Segment segment : WordSegmenter.segments(passage)) {
            String word = segment.span().in(passage).toLowerCase(Locale.ROOT);
            if (segment.kind() == Segment.Kind.WORD
                    && word.length() > 1
                    && Character.isLetter(word.codePointAt(0))
                    && !own.contains(SameWord.key(word))
                    && !StopWords.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }
}
