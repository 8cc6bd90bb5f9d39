package dev.heed.generation.search;

import java.util.Arrays;

/**
 * What settings do to the scores of the ids that may follow, in the order of transformers' processors.
 *
 * @param settings the target's
 */
record ScoreRules(SearchSettings settings) {
    private static final float NEVER = Float.NEGATIVE_INFINITY;

    /**
     * Changes scores in place.
     *
     * @param target the start and what was written so far
     * @param shift is taken off a score where a rule multiplies it: 0 for scores as they are, the logarithm of the sum for
     *     log-probabilities
     */
    void apply(int[] target, float[] scores, float shift) {
        int length = target.length;
        repetition(target, scores, shift);
        ngrams(target, scores);
        badWords(target, scores);
        if (length < settings.minLength()) {
            ban(settings.ends(), scores);
        }
        if (length == 1 && settings.forcedFirst() >= 0) {
            only(scores, shift, settings.forcedFirst());
        }
        if (length == settings.maxLength() - 1 && settings.forcedLast().length > 0) {
            only(scores, shift, settings.forcedLast());
        }
        ban(settings.suppressed(), scores);
        if (length == (settings.forcedFirst() < 0 ? 1 : 2)) {
            ban(settings.suppressedFirst(), scores);
        }
    }

    private void repetition(int[] target, float[] scores, float shift) {
        float penalty = settings.repetitionPenalty();
        if (penalty == 1) {
            return;
        }
        int[] seen = Arrays.stream(target).distinct().toArray();
        for (int id : seen) {
            float score = scores[id] - shift;
            scores[id] = (score < 0 ? score * penalty : score / penalty) + shift;
        }
    }

    /** What would complete a run that stands there already. */
    private void ngrams(int[] target, float[] scores) {
        int length = target.length;
        int before = settings.noRepeatNgram() - 1;
        if (before < 0 || length <= before) {
            return;
        }
        for (int from = 0; from + before < length; from++) {
            if (Arrays.equals(target, from, from + before, target, length - before, length)) {
                scores[target[from + before]] = NEVER;
            }
        }
    }

    private void badWords(int[] target, float[] scores) {
        int length = target.length;
        for (int[] word : settings.badWords()) {
            int before = word.length - 1;
            boolean isEnd = before == 0 && settings.ends(word[0]);
            if (!isEnd
                    && before <= length
                    && Arrays.equals(word, 0, before, target, length - before, length)
                    && word[before] < scores.length) {
                scores[word[before]] = NEVER;
            }
        }
    }

    private static void ban(int[] ids, float[] scores) {
        for (int id : ids) {
            if (id < scores.length) {
                scores[id] = NEVER;
            }
        }
    }

    private static void only(float[] scores, float certain, int... ids) {
        Arrays.fill(scores, NEVER);
        for (int id : ids) {
            scores[id] = certain;
        }
    }
}
