package dev.heed.server.chat;

import dev.heed.GenerateOptions;
import dev.heed.generation.Sampling;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What chats and completions are asked alike: how a text is to be written, and how it is told. */
record Asked(GenerateOptions options, boolean logprobs, boolean stream, boolean usageInStream) {
    /** Read here. */
    private static final List<String> READ = List.of(
            "model",
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "repeat_penalty",
            "logit_bias",
            "seed",
            "stop",
            "stream",
            "stream_options",
            "n",
            "presence_penalty",
            "frequency_penalty");
    /** Of no consequence for an answer of this server: who asks, and what a vendor may keep. */
    private static final List<String> IDLE =
            List.of("user", "metadata", "store", "service_tier", "safety_identifier", "prompt_cache_key");

    private static final int MOST_STOPS = 16;
    private static final Set<String> STREAM_OPTIONS = Set.of("include_usage", "include_obfuscation");

    /** The keys that are known, with those of the one form. */
    static Set<String> known(String... own) {
        Set<String> all = new HashSet<>(READ);
        all.addAll(IDLE);
        all.addAll(List.of(own));
        return Set.copyOf(all);
    }

    /**
     * Reads them.
     *
     * @param maxTokens of the text
     * @param top likeliest tokens that are told with each; 0 for none
     */
    static Asked of(Keys keys, int maxTokens, boolean logprobs, int top) {
        Integer count = keys.integer("n");
        if (count != null && count != 1) {
            throw malformed("n", "expected 1, got " + count + "; ask again for another");
        }
        for (String penalty : List.of("presence_penalty", "frequency_penalty")) {
            Double value = keys.number(penalty, -2, 2);
            if (value != null && value != 0) {
                throw malformed(penalty, "expected 0, got " + value + "; repeat_penalty is known here");
            }
        }
        GenerateOptions options = GenerateOptions.DEFAULT
                .maxTokens(maxTokens)
                .sampling(sampling(keys))
                .stops(stops(keys))
                .top(top);
        boolean stream = keys.flag("stream");
        Keys more = keys.object("stream_options");
        if (more != null && !stream) {
            throw malformed("stream_options", "expected stream beside it, got none");
        }
        return new Asked(
                options,
                logprobs,
                stream,
                more != null && more.only(STREAM_OPTIONS).flag("include_usage"));
    }

    private static Sampling sampling(Keys keys) {
        Double temperature = keys.number("temperature", 0, 100);
        Double topP = keys.number("top_p", 0, 1);
        Integer topK = keys.integer("top_k");
        Double minP = keys.number("min_p", 0, 1);
        Double penalty = keys.number("repeat_penalty", 0, 100);
        Object seed = keys.value("seed");
        if (seed != null && !(seed instanceof Long)) {
            throw Keys.kind("seed", "a whole number", seed);
        }
        try {
            return new Sampling(
                    temperature == null ? 1 : temperature,
                    topK == null || topK == -1 ? 0 : topK,
                    topP == null ? 1 : topP,
                    minP == null ? 0 : minP,
                    penalty == null ? 1 : penalty,
                    biases(keys),
                    seed == null ? ThreadLocalRandom.current().nextLong() : (Long) seed);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            int colon = message.indexOf(": ");
            throw malformed(message.substring(0, colon).replace('-', '_'), message.substring(colon + 2));
        }
    }

    private static Map<Integer, Float> biases(Keys keys) {
        Keys given = keys.object("logit_bias");
        Map<Integer, Float> biases = new HashMap<>();
        if (given == null) {
            return biases;
        }
        for (String id : given.names()) {
            Double bias = given.number(id, -100, 100);
            if (!id.matches("[0-9]{1,9}") || bias == null) {
                throw malformed("logit_bias", "expected token ids with numbers, got " + id);
            }
            biases.put(Integer.parseInt(id), bias.floatValue());
        }
        return biases;
    }

    private static List<String> stops(Keys keys) {
        Object stop = keys.value("stop");
        if (stop == null || stop instanceof List<?> list && list.isEmpty()) {
            return List.of();
        }
        List<String> stops = new ArrayList<>(stop instanceof String one ? List.of(one) : keys.texts("stop"));
        if (stops.size() > MOST_STOPS || stops.contains("")) {
            throw malformed("stop", "expected at most " + MOST_STOPS + " strings, none of them empty");
        }
        return stops;
    }

    static Refusal malformed(String key, String expectation) {
        return new Refusal(Reason.MALFORMED, key, expectation);
    }
}
