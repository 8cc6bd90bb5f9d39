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
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code POST /v1/chat/completions}: OpenAI's form. */
final class ChatEndpoint implements Endpoint {
    private static final Set<String> KEYS = Asked.known(
            "messages",
            "max_completion_tokens",
            "logprobs",
            "top_logprobs",
            "response_format",
            "tools",
            "tool_choice",
            "functions",
            "function_call",
            "parallel_tool_calls",
            "chat_template_kwargs");

    private final Catalog catalog;

    /** @param catalog the models */
    ChatEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void answer(Call call) throws IOException {
        Keys keys = call.request().only(KEYS);
        ServedLanguage served = catalog.language(keys.textOrNull("model"));
        LanguageModel model = served.model();
        boolean logprobs = keys.flag("logprobs");
        Integer top = keys.integer("top_logprobs", 0, 20);
        if (top != null && top > 0 && !logprobs) {
            throw Asked.malformed("top_logprobs", "expected logprobs beside it, got none");
        }
        Prompt prompt = Chat.prompt(model, keys);
        int room = model.contextLength() - prompt.tokens().size();
        Asked asked = Asked.of(keys, maxTokens(keys, room), logprobs, top == null ? 0 : top);
        Object schema = Chat.schema(keys);
        Asked whole = schema == null
                ? asked
                : new Asked(
                        asked.options().schema(schema, "response_format"),
                        asked.logprobs(),
                        asked.stream(),
                        asked.usageInStream());
        Writer writer = Writer.begin(served.loop(), prompt, whole.options());
        Answer answer = new Answer(
                call, model, prompt, whole, "chatcmpl-" + UUID.randomUUID(), System.currentTimeMillis() / 1_000);
        if (whole.stream()) {
            answer.stream(writer);
        } else {
            answer.whole(writer);
        }
    }

    private static int maxTokens(Keys keys, int room) {
        String key = keys.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        Integer most = keys.integer(key);
        if (most != null && most < 1) {
            throw Asked.malformed(key, "expected 1 or more, got " + most);
        }
        return most == null ? room : Math.min(most, room);
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
                    Choice.head(json, id, "chat.completion", created, name());
                    json.array(
                            "choices",
                            () -> json.object(() -> {
                                json.put("index", 0);
                                json.object("message", () -> {
                                    json.put("role", "assistant");
                                    json.put("content", written.text());
                                    json.putNull("refusal");
                                });
                                Choice.logprobs(json, model, written.tokens(), asked.logprobs());
                                json.put("finish_reason", end.reason());
                            }));
                    Choice.usage(json, prompt.tokens().size(), end.tokens());
                    json.putNull("system_fingerprint");
                });
                json.endLine();
            });
        }

        void stream(Writer writer) throws IOException {
            EventStream events = new EventStream(call.exchange());
            try {
                chunk(events, "", List.of(), true, null);
                Writer.End end = writer.read(call, new Writer.Reader() {
                    @Override
                    public void token(GeneratedToken token) throws IOException {
                        if (!token.text().isEmpty() || asked.logprobs()) {
                            chunk(events, token.text(), List.of(token), false, null);
                        }
                    }

                    @Override
                    public void idle() throws IOException {
                        events.ping();
                    }
                });
                if (!end.rest().isEmpty()) {
                    chunk(events, end.rest(), List.of(), false, null);
                }
                chunk(events, null, List.of(), false, end.reason());
                tell(end);
                if (asked.usageInStream()) {
                    events.send(json -> {
                        Choice.head(json, id, "chat.completion.chunk", created, name());
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

        /** @param text null for none: the last chunk */
        private void chunk(EventStream events, String text, List<GeneratedToken> tokens, boolean first, String reason)
                throws IOException {
            events.send(json -> {
                Choice.head(json, id, "chat.completion.chunk", created, name());
                json.array(
                        "choices",
                        () -> json.object(() -> {
                            json.put("index", 0);
                            json.object("delta", () -> {
                                if (first) {
                                    json.put("role", "assistant");
                                }
                                if (text != null) {
                                    json.put("content", text);
                                }
                            });
                            Choice.logprobs(json, model, tokens, asked.logprobs() && !tokens.isEmpty());
                            json.put("finish_reason", reason);
                        }));
                if (asked.usageInStream()) {
                    json.putNull("usage");
                }
            });
        }

        private void tell(Writer.End end) {
            int read = prompt.tokens().size();
            call.tally().read(name(), 1, read, read, 0);
            call.tally().wrote(end.tokens());
        }
    }
}
