package dev.heed;

/**
 * How sentences are translated. What is null is as the model's own {@code generation_config.json} says. Immutable; each
 * method gives a changed copy.
 *
 * @param from the source's language, as {@link Translator#sourceLanguages} lists them; null where the model needs none
 * @param to the target's language, as {@link Translator#targetLanguages} lists them; null for a model of one direction
 * @param beams how many beginnings are kept at each step; 1 is greedy
 * @param maxTokens no more are written for a sentence, the end's own counted
 * @param lengthPenalty exponent of the length by which a translation's log-probability is divided; above 0 favours longer
 * @param noRepeatNgram no run of so many tokens is written twice; 0 for as many as the model likes
 * @param attention whether each translation tells where its tokens looked
 * @param prefix put before every sentence, what T5 calls its task: {@code "summarize: "}; null for none
 */
public record TranslateOptions(
        String from,
        String to,
        Integer beams,
        Integer maxTokens,
        Double lengthPenalty,
        Integer noRepeatNgram,
        boolean attention,
        String prefix) {
    /** Everything as the model says. */
    public static final TranslateOptions DEFAULT =
            new TranslateOptions(null, null, null, null, null, null, false, null);

    /** @throws IllegalArgumentException if a number is outside its range */
    public TranslateOptions {
        atLeast("beams", beams, 1);
        atLeast("max tokens", maxTokens, 1);
        atLeast("no-repeat n-gram", noRepeatNgram, 0);
        if (beams != null && beams > 64) {
            throw new IllegalArgumentException("beams: expected 1 to 64, got " + beams);
        }
        if (lengthPenalty != null && !(Math.abs(lengthPenalty) <= 100)) {
            throw new IllegalArgumentException("length penalty: expected −100 to 100, got " + lengthPenalty);
        }
    }

    private static void atLeast(String what, Integer value, int least) {
        if (value != null && value < least) {
            throw new IllegalArgumentException(what + ": expected " + least + " or more, got " + value);
        }
    }

    public TranslateOptions from(String language) {
        return new TranslateOptions(language, to, beams, maxTokens, lengthPenalty, noRepeatNgram, attention, prefix);
    }

    public TranslateOptions to(String language) {
        return new TranslateOptions(from, language, beams, maxTokens, lengthPenalty, noRepeatNgram, attention, prefix);
    }

    public TranslateOptions beams(int count) {
        return new TranslateOptions(from, to, count, maxTokens, lengthPenalty, noRepeatNgram, attention, prefix);
    }

    public TranslateOptions maxTokens(int count) {
        return new TranslateOptions(from, to, beams, count, lengthPenalty, noRepeatNgram, attention, prefix);
    }

    public TranslateOptions lengthPenalty(double exponent) {
        return new TranslateOptions(from, to, beams, maxTokens, exponent, noRepeatNgram, attention, prefix);
    }

    public TranslateOptions noRepeatNgram(int size) {
        return new TranslateOptions(from, to, beams, maxTokens, lengthPenalty, size, attention, prefix);
    }

    public TranslateOptions attention(boolean asked) {
        return new TranslateOptions(from, to, beams, maxTokens, lengthPenalty, noRepeatNgram, asked, prefix);
    }

    public TranslateOptions prefix(String task) {
        return new TranslateOptions(from, to, beams, maxTokens, lengthPenalty, noRepeatNgram, attention, task);
    }
}
