package dev.heed.generation.search;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a target is searched for, as transformers' {@code GenerationConfig} names it. Lengths count the start that every
 * target begins with. Immutable; the arrays are not to be changed.
 *
 * @param start the id that every target begins with
 * @param ends ids after which a target is over
 * @param beams how many beginnings are kept; 1 is greedy
 * @param maxLength the longest target; 0 where nothing is said
 * @param minLength no end before
 * @param lengthPenalty exponent of the length by which a sum of log-probabilities is divided
 * @param earlyStopping when enough was found
 * @param noRepeatNgram no run of so many ids twice; 0 for any
 * @param repetitionPenalty divides the score of what was written before; 1 for none
 * @param forcedFirst the id behind the start; −1 for any
 * @param forcedLast ids that may stand at {@code maxLength}; empty for any
 * @param suppressed ids that are never written
 * @param suppressedFirst ids that are not written first
 * @param badWords runs of ids that are never written
 * @param stopsLoops whether a target that runs in circles is over
 */
public record SearchSettings(
        int start,
        int[] ends,
        int beams,
        int maxLength,
        int minLength,
        double lengthPenalty,
        EarlyStopping earlyStopping,
        int noRepeatNgram,
        float repetitionPenalty,
        int forcedFirst,
        int[] forcedLast,
        int[] suppressed,
        int[] suppressedFirst,
        List<int[]> badWords,
        boolean stopsLoops) {
    /** When a search with beams has found enough. */
    public enum EarlyStopping {
        /** As soon as there are as many targets as beams. */
        TRUE,
        /** When what runs now seems not to become better. */
        FALSE,
        /** When nothing better can come. */
        NEVER
    }

    private static final int NONE = -1;
    private static final int MOST_BEAMS = 64;

    /** Keys that change what is written, and are not done here: with which value they say nothing. */
    private static final Map<String, Object> NEUTRAL = neutral();

    private static Map<String, Object> neutral() {
        Map<String, Object> neutral = new LinkedHashMap<>();
        neutral.put("do_sample", false);
        neutral.put("num_beam_groups", 1.0);
        neutral.put("diversity_penalty", 0.0);
        neutral.put("encoder_no_repeat_ngram_size", 0.0);
        neutral.put("encoder_repetition_penalty", 1.0);
        neutral.put("guidance_scale", 1.0);
        neutral.put("renormalize_logits", false);
        neutral.put("penalty_alpha", 0.0);
        neutral.put("dola_layers", null);
        neutral.put("constraints", null);
        neutral.put("force_words_ids", null);
        neutral.put("exponential_decay_length_penalty", null);
        neutral.put("forced_decoder_ids", null);
        neutral.put("sequence_bias", null);
        neutral.put("stop_strings", null);
        neutral.put("watermarking_config", null);
        neutral.put("max_time", null);
        return neutral;
    }

    /**
     * Reads a {@code generation_config.json}, or a {@code config.json} that says the same.
     *
     * @param where the file, for messages
     * @throws InvalidFileException naming a key that is set and not done here, or whose value cannot be meant
     */
    public static SearchSettings read(JsonObject json, String where) {
        return new Reader(json, where).read();
    }

    /** The same with another number of beams. */
    public SearchSettings beams(int count) {
        return with(start, count, maxLength, lengthPenalty, noRepeatNgram, forcedFirst, stopsLoops);
    }

    /** The same with another greatest length, the start counted. */
    public SearchSettings maxLength(int most) {
        return with(start, beams, most, lengthPenalty, noRepeatNgram, forcedFirst, stopsLoops);
    }

    /** The same with another exponent of the length. */
    public SearchSettings lengthPenalty(double exponent) {
        return with(start, beams, maxLength, exponent, noRepeatNgram, forcedFirst, stopsLoops);
    }

    /** The same with another length of runs that are not repeated. */
    public SearchSettings noRepeatNgram(int size) {
        return with(start, beams, maxLength, lengthPenalty, size, forcedFirst, stopsLoops);
    }

    /** The same with another start. */
    public SearchSettings start(int id) {
        return with(id, beams, maxLength, lengthPenalty, noRepeatNgram, forcedFirst, stopsLoops);
    }

    /** The same with another id behind the start. */
    public SearchSettings forcedFirst(int id) {
        return with(start, beams, maxLength, lengthPenalty, noRepeatNgram, id, stopsLoops);
    }

    /** The same where circles are, or are not, left alone. */
    public SearchSettings stopsLoops(boolean stops) {
        return with(start, beams, maxLength, lengthPenalty, noRepeatNgram, forcedFirst, stops);
    }

    private SearchSettings with(
            int start,
            int beams,
            int maxLength,
            double lengthPenalty,
            int noRepeatNgram,
            int forcedFirst,
            boolean stopsLoops) {
        return new SearchSettings(
                start,
                ends,
                beams,
                maxLength,
                minLength,
                lengthPenalty,
                earlyStopping,
                noRepeatNgram,
                repetitionPenalty,
                forcedFirst,
                forcedLast,
                suppressed,
                suppressedFirst,
                badWords,
                stopsLoops);
    }

    /** Whether an id ends a target. */
    boolean ends(int id) {
        for (int end : ends) {
            if (end == id) {
                return true;
            }
        }
        return false;
    }

    private record Reader(JsonObject json, String where) {
        SearchSettings read() {
            refuseWhatIsNotDone();
            int first = id("bos_token_id", NONE);
            int start = id("decoder_start_token_id", first);
            if (start == NONE) {
                throw new InvalidFileException(where + ": expected a decoder_start_token_id (or a bos_token_id), found"
                        + " neither; a target begins with it");
            }
            int most = whole("max_new_tokens", 0, 0, 1 << 20);
            int least = whole("min_new_tokens", 0, 0, 1 << 20);
            return new SearchSettings(
                    start,
                    ids("eos_token_id"),
                    whole("num_beams", 1, 1, MOST_BEAMS),
                    most > 0 ? most + 1 : whole("max_length", 0, 0, 1 << 20),
                    least > 0 ? least + 1 : whole("min_length", 0, 0, 1 << 20),
                    number("length_penalty", 1, -100, 100),
                    earlyStopping(),
                    whole("no_repeat_ngram_size", 0, 0, 1 << 20),
                    (float) number("repetition_penalty", 1, 1e-3, 1e3),
                    id("forced_bos_token_id", NONE),
                    ids("forced_eos_token_id"),
                    ids("suppress_tokens"),
                    ids("begin_suppress_tokens"),
                    badWords(),
                    true);
        }

        private void refuseWhatIsNotDone() {
            NEUTRAL.forEach((key, neutral) -> {
                Object value = json.value(key).orElse(null);
                Object plain = value instanceof Number number ? number.doubleValue() : value;
                boolean empty = plain instanceof List<?> list && list.isEmpty()
                        || plain instanceof Map<?, ?> map && map.isEmpty();
                if (plain != null && !empty && !plain.equals(neutral)) {
                    throw new InvalidFileException(where + ": " + key + ": expected "
                            + (neutral == null ? "none" : neutral) + ", got " + shown(value)
                            + "; translation does not do this, take the key out to translate without it");
                }
            });
        }

        private EarlyStopping earlyStopping() {
            Object value = json.value("early_stopping").orElse(false);
            if (value instanceof Boolean stops) {
                return stops ? EarlyStopping.TRUE : EarlyStopping.FALSE;
            }
            if ("never".equals(value)) {
                return EarlyStopping.NEVER;
            }
            throw refused("early_stopping", "true, false or \"never\"", value);
        }

        private int id(String key, int absent) {
            Object value = json.value(key).orElse(absent);
            if (value instanceof List<?> list && list.size() == 1) {
                value = list.getFirst();
            }
            return id(key, value);
        }

        private int id(String key, Object value) {
            if (value instanceof Number number
                    && number.doubleValue() == number.intValue()
                    && number.intValue() >= NONE
                    && number.intValue() < 1 << 24) {
                return number.intValue();
            }
            throw refused(key, "the id of a token", value);
        }

        private int[] ids(String key) {
            Object value = json.value(key).orElse(List.of());
            List<?> list = value instanceof List<?> several ? several : List.of(value);
            return list.stream()
                    .mapToInt(one -> id(key, one))
                    .filter(one -> one >= 0)
                    .toArray();
        }

        private List<int[]> badWords() {
            List<int[]> words = new ArrayList<>();
            Object value = json.value("bad_words_ids").orElse(List.of());
            for (Object word : value instanceof List<?> list ? list : List.of(value)) {
                if (!(word instanceof List<?> ids) || ids.isEmpty()) {
                    throw refused("bad_words_ids", "lists of ids", value);
                }
                int[] run =
                        ids.stream().mapToInt(one -> id("bad_words_ids", one)).toArray();
                if (Arrays.stream(run).anyMatch(one -> one < 0)) {
                    throw refused("bad_words_ids", "lists of ids", value);
                }
                words.add(run);
            }
            return List.copyOf(words);
        }

        private int whole(String key, int absent, int least, int most) {
            return (int) number(key, absent, least, most);
        }

        private double number(String key, double absent, double least, double most) {
            double value = json.number(key).orElse(absent);
            if (!(value >= least && value <= most)) {
                throw refused(key, least + " to " + most, value);
            }
            return value;
        }

        private InvalidFileException refused(String key, String expected, Object got) {
            return new InvalidFileException(where + ": " + key + ": expected " + expected + ", got " + shown(got));
        }

        private static String shown(Object value) {
            String text = String.valueOf(value);
            return text.length() <= 60 ? text : text.substring(0, 60) + "…";
        }
    }
}
