package dev.heed.server.chat;

import dev.heed.GeneratedToken;
import dev.heed.LanguageModel;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Parts that every answer of a language model has. */
final class Choice {
    private Choice() {}

    /** The keys in front of an answer's choices. */
    static void head(JsonOutput json, String id, String object, long created, String model) throws IOException {
        json.put("id", id);
        json.put("object", object);
        json.put("created", created);
        json.put("model", model);
    }

    static void usage(JsonOutput json, int prompt, int written) throws IOException {
        json.object("usage", () -> {
            json.put("prompt_tokens", prompt);
            json.put("completion_tokens", written);
            json.put("total_tokens", prompt + written);
        });
    }

    /** A chat's {@code logprobs}: null unless asked for. */
    static void logprobs(JsonOutput json, LanguageModel model, List<GeneratedToken> tokens, boolean asked)
            throws IOException {
        if (!asked) {
            json.putNull("logprobs");
            return;
        }
        json.object("logprobs", () -> {
            json.array("content", () -> {
                for (GeneratedToken token : tokens) {
                    json.object(() -> {
                        logprob(json, model.text(token.id()), token.logprob());
                        json.array("top_logprobs", () -> {
                            for (GeneratedToken.Alternative other : token.top()) {
                                json.object(() -> logprob(json, model.text(other.id()), other.logprob()));
                            }
                        });
                    });
                }
            });
            json.putNull("refusal");
        });
    }

    private static void logprob(JsonOutput json, String text, float logprob) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] numbers = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            numbers[i] = bytes[i] & 0xff;
        }
        json.put("token", text);
        json.put("logprob", finite(logprob));
        json.put("bytes", numbers);
    }

    /** A token that was ruled out has no finite logarithm; OpenAI writes this number. */
    static float finite(float logprob) {
        return Float.isFinite(logprob) ? logprob : -9999f;
    }
}
