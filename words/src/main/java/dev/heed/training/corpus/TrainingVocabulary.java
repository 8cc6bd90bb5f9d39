package dev.heed.training.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that get vectors, by row: those that came often enough, the most frequent first (of equals, the one that came
 * first). Where a training goes on, the words that have vectors already come before all others, in their order.
 *
 * @param words by row
 * @param counts how often each came, in all texts that are known of; what is not known counts as 0
 * @param known how many had vectors already: the first rows
 */
public record TrainingVocabulary(List<String> words, long[] counts, int known) {
    /** What a corpus gives, where each of its words went (the row by raw id, or −1), and how many words have a row. */
    record Chosen(TrainingVocabulary vocabulary, int[] rows, long words) {}

    /**
     * Chooses the words.
     *
     * @param before words that have vectors already; may be empty
     * @param countsBefore how often they came in earlier texts; null if that is not known
     * @param minCount of the other words in this corpus
     */
    static Chosen of(RawCorpus corpus, List<String> before, long[] countsBefore, int minCount) {
        long[] counts = corpus.counts();
        Map<String, Integer> rowsBefore = new HashMap<>();
        List<String> words = new ArrayList<>(before);
        for (int row = 0; row < before.size(); row++) {
            rowsBefore.put(before.get(row), row);
        }
        long[] allCounts = countsBefore == null ? new long[before.size()] : countsBefore.clone();
        int[] rows = new int[counts.length];
        Arrays.fill(rows, -1);
        List<Integer> fresh = new ArrayList<>();
        for (int id = 0; id < counts.length; id++) {
            if (counts[id] < minCount && rowsBefore.isEmpty()) {
                continue;
            }
            Integer row = rowsBefore.isEmpty() ? null : rowsBefore.get(word(corpus, id));
            if (row != null) {
                rows[id] = row;
                allCounts[row] += counts[id];
            } else if (counts[id] >= minCount) {
                fresh.add(id);
            }
        }
        fresh.sort(Collections.reverseOrder((a, b) -> Long.compare(counts[a], counts[b])));
        allCounts = Arrays.copyOf(allCounts, before.size() + fresh.size());
        for (int id : fresh) {
            rows[id] = words.size();
            allCounts[words.size()] = counts[id];
            words.add(word(corpus, id));
        }
        long all = 0;
        for (int id = 0; id < counts.length; id++) {
            all += rows[id] < 0 ? 0 : counts[id];
        }
        return new Chosen(
                new TrainingVocabulary(Collections.unmodifiableList(words), allCounts, before.size()), rows, all);
    }

    private static String word(RawCorpus corpus, int id) {
        return new String(corpus.words().word(id), StandardCharsets.UTF_8);
    }

    /** Number of words. */
    public int size() {
        return words.size();
    }
}
