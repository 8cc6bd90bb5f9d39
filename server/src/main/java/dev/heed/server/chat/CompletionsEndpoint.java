package dev.heed.server.chat;

import dev.heed.GeneratedToken;
import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusals;
import dev.heed.server.program.Catalog;
import dev.heed.server.program.ServedLanguage;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code POST /v1/completions}: OpenAI's form, a text that goes on. */
final class CompletionsEndpoint implements Endpoint {
    private static final Set<String> KEYS = Asked.known("prompt", "logprobs", "echo", "best_of", "suffix");
    private static final int USUAL_TOKENS = 16;
    private static final int MOST_TOP = 5;

    private final Catalog catalog;

    /** @param catalog the models */
    CompletionsEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        ServedLanguage served = catalog.language(keys.textOrNull("model"));
        LanguageModel model = served.model();
        refuse(keys);
        Prompt prompt = Writer.fitting(model, model.prompt(text(keys)), "prompt");
        if (prompt.tokens().isEmpty()) {
            throw Asked.malformed("prompt", "expected at least one token, got none");
        }
        Integer top = keys.integer("logprobs", 0, MOST_TOP);
        Integer most = keys.integer("max_tokens", 1, Integer.MAX_VALUE);
        int room = model.contextLength() - prompt.tokens().size();
        Asked asked =
                Asked.of(keys, Math.min(most == null ? USUAL_TOKENS : most, room), top != null, top == null ? 0 : top);
        Writer writer = Writer.begin(served.loop(), prompt, asked.options());
        Answer answer =
                new Answer(call, model, prompt, asked, "cmpl-" + UUID.randomUUID(), System.currentTimeMillis() / 1_000);
        if (asked.stream()) {
            answer.stream(writer);
        } else {
            answer.whole(writer);
        }
    }

    private static String text(Keys keys) {
        if (keys.value("prompt") instanceof List<?> list && list.size() == 1 && list.getFirst() instanceof String one) {
            return one;
        }
        if (!(keys.value("prompt") instanceof String)) {
            throw Keys.kind("prompt", "one string", keys.value("prompt"));
        }
        return keys.text("prompt");
    }

    private static void refuse(Keys keys) {
        if (keys.flag("echo")) {
            throw Asked.malformed("echo", "expected false, got true");
        }
        Integer best = keys.integer("best_of");
        if (best != null && best != 1) {
            throw Asked.malformed("best_of", "expected 1, got " + best);
        }
        if (keys.has("suffix")) {
            throw Asked.malformed("suffix", "expected none");
        }
    }

    private record Answer(Call call, LanguageModel model, Prompt prompt, Asked asked, String id, long created) {
        private String name() {
            return model.model().name();
        }

        void whole(Writer writer) throws IOException {
            Writer.Whole written = writer.whole(call);
            Writer.End end = written.end();
            tell(end);
            call.document(json -> {
                json.object(() -> {
                    Choice.head(json, id, "text_completion", created, name());
                    choice(json, written.text(), written.tokens(), 0, end.reason());
                    Choice.usage(json, prompt.tokens().size(), end.tokens());
                });
                json.endLine();
            });
        }

        void stream(Writer writer) throws IOException {
            EventStream events = new EventStream(call.exchange());
            int[] written = new int[1];
            try {
                Writer.End end = writer.read(call, new Writer.Reader() {
                    @Override
                    public void token(GeneratedToken token) throws IOException {
                        if (!token.text().isEmpty() || asked.logprobs()) {
                            chunk(events, token.text(), List.of(token), written[0], null);
                            written[0] += token.text().length();
                        }
                    }

                    @Override
                    public void idle() throws IOException {
                        events.ping();
                    }
                });
                chunk(events, end.rest(), List.of(), written[0], end.reason());
                tell(end);
                if (asked.usageInStream()) {
                    events.send(json -> {
                        Choice.head(json, id, "text_completion", created, name());
                        json.array("choices", () -> {});
                        Choice.usage(json, prompt.tokens().size(), end.tokens());
                    });
                }
            } catch (Refusal e) {
                events.fail(e);
            } catch (IllegalStateException | IllegalArgumentException e) {
                events.fail(Refusals.of(e));
            }
            events.close();
        }

        private void chunk(EventStream events, String text, List<GeneratedToken> tokens, int offset, String reason)
                throws IOException {
            events.send(json -> {
                Choice.head(json, id, "text_completion", created, name());
                choice(json, text, tokens, offset, reason);
            });
        }

        private void choice(JsonOutput json, String text, List<GeneratedToken> tokens, int offset, String reason)
                throws IOException {
            json.array(
                    "choices",
                    () -> json.object(() -> {
                        json.put("index", 0);
                        json.put("text", text);
                        logprobs(json, tokens, offset);
                        json.put("finish_reason", reason);
                    }));
        }

        private void logprobs(JsonOutput json, List<GeneratedToken> tokens, int offset) throws IOException {
            if (!asked.logprobs() || tokens.isEmpty()) {
                json.putNull("logprobs");
                return;
            }
            json.object("logprobs", () -> {
                json.put(
                        "tokens",
                        tokens.stream().map(token -> model.text(token.id())).toList());
                json.array("token_logprobs", () -> {
                    for (GeneratedToken token : tokens) {
                        json.element(Choice.finite(token.logprob()));
                    }
                });
                json.array("top_logprobs", () -> {
                    for (GeneratedToken token : tokens) {
                        json.object(() -> alternatives(json, token));
                    }
                });
                int[] offsets = new int[tokens.size()];
                for (int i = 0, at = offset; i < offsets.length; i++) {
                    offsets[i] = at;
                    at += tokens.get(i).text().length();
                }
                json.put("text_offset", offsets);
            });
        }

        /** By text; where two tokens are written alike, the likelier stays. */
        private void alternatives(JsonOutput json, GeneratedToken token) throws IOException {
            var seen = new java.util.LinkedHashSet<String>();
            for (GeneratedToken.Alternative other : token.top()) {
                String text = model.text(other.id());
                if (seen.add(text)) {
                    json.put(text, Choice.finite(other.logprob()));
                }
            }
        }

        private void tell(Writer.End end) {
            int read = prompt.tokens().size();
            call.tally().read(name(), 1, read, read, 0);
            call.tally().wrote(end.tokens());
        }
    }
}
