package dev.heed.server.chat;

import dev.heed.GeneratedToken;
import dev.heed.LanguageModel;
import dev.heed.generation.Finish;
import dev.heed.server.http.Call;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusals;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/** One chat's answer in OpenAI's form, whole or as a stream. */
record ChatAnswer(Call call, LanguageModel model, Chat chat, Asked asked, String id, long created) {
    private static final String CHUNK = "chat.completion.chunk";

    /** Part of what is added to a message. */
    @FunctionalInterface
    private interface Delta {
        void to(JsonOutput json) throws IOException;
    }

    private String name() {
        return model.model().name();
    }

    private int read() {
        return chat.prompt().tokens().size();
    }

    /** Why the text is over, as OpenAI names it. */
    private static String reason(Writer.End end, List<CalledFunction> calls) {
        return calls.isEmpty() || end.finish() == Finish.LENGTH ? end.reason() : "tool_calls";
    }

    void whole(Writer writer) throws IOException {
        Writer.Whole written = writer.whole(call);
        Writer.End end = written.end();
        tell(end);
        CallReader reader = chat.calling() == null ? null : chat.calling().reader();
        String text = reader == null ? written.text() : reader.add(written.text()) + reader.end();
        List<CalledFunction> calls = reader == null ? List.of() : chat.calling().counted(reader);
        call.document(json -> {
            json.object(() -> {
                Choice.head(json, id, "chat.completion", created, name());
                json.array(
                        "choices",
                        () -> json.object(() -> {
                            json.put("index", 0);
                            json.object("message", () -> message(json, text, calls));
                            Choice.logprobs(json, model, written.tokens(), asked.logprobs());
                            json.put("finish_reason", reason(end, calls));
                        }));
                Choice.usage(json, read(), end.tokens());
                json.putNull("system_fingerprint");
            });
            json.endLine();
        });
    }

    private static void message(JsonOutput json, String text, List<CalledFunction> calls) throws IOException {
        json.put("role", "assistant");
        json.put("content", text.isEmpty() && !calls.isEmpty() ? null : text);
        json.putNull("refusal");
        if (!calls.isEmpty()) {
            json.array("tool_calls", () -> {
                for (CalledFunction called : calls) {
                    json.object(() -> write(json, called));
                }
            });
        }
    }

    private static void write(JsonOutput json, CalledFunction called) throws IOException {
        json.put("id", called.id());
        json.put("type", "function");
        json.object("function", () -> {
            json.put("name", called.name());
            json.put("arguments", called.arguments());
        });
    }

    void stream(Writer writer) throws IOException {
        EventStream events = new EventStream(call.exchange());
        try {
            chunk(events, json -> begin(json), List.of(), null);
            Streamed streamed = new Streamed(events);
            Writer.End end = writer.read(call, streamed);
            streamed.end(end.rest());
            chunk(events, json -> {}, List.of(), reason(end, streamed.counted()));
            tell(end);
            if (asked.usageInStream()) {
                events.send(json -> {
                    Choice.head(json, id, CHUNK, created, name());
                    json.array("choices", () -> {});
                    Choice.usage(json, read(), end.tokens());
                });
            }
        } catch (Refusal e) {
            events.fail(e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            events.fail(Refusals.of(e));
        }
        events.close();
    }

    private static void begin(JsonOutput json) throws IOException {
        json.put("role", "assistant");
        json.put("content", "");
    }

    /** Sends a text as it comes, and each call when it is whole. */
    private final class Streamed implements Writer.Reader {
        private final EventStream events;
        private final CallReader reader; // null where no calls are read
        private int sent; // calls
        private long last = System.nanoTime(); // when something went out

        Streamed(EventStream events) {
            this.events = events;
            this.reader = chat.calling() == null ? null : chat.calling().reader();
        }

        List<CalledFunction> counted() {
            return reader == null ? List.of() : chat.calling().counted(reader);
        }

        @Override
        public void token(GeneratedToken token) throws IOException {
            String text = reader == null ? token.text() : reader.add(token.text());
            if (!text.isEmpty() || asked.logprobs()) {
                send(text, List.of(token));
            }
            sendCalls();
            if (System.nanoTime() - last > Writer.PING_NANOS) {
                idle(); // a long call is being written
            }
        }

        void end(String rest) throws IOException {
            String text = reader == null ? rest : reader.add(rest) + reader.end();
            if (!text.isEmpty()) {
                send(text, List.of());
            }
            sendCalls();
        }

        private void send(String text, List<GeneratedToken> tokens) throws IOException {
            chunk(events, json -> json.put("content", text), tokens, null);
            last = System.nanoTime();
        }

        private void sendCalls() throws IOException {
            for (List<CalledFunction> calls = counted(); sent < calls.size(); sent++) {
                int index = sent;
                chunk(
                        events,
                        json -> json.array(
                                "tool_calls",
                                () -> json.object(() -> {
                                    json.put("index", index);
                                    write(json, calls.get(index));
                                })),
                        List.of(),
                        null);
                last = System.nanoTime();
            }
        }

        @Override
        public void idle() throws IOException {
            events.ping();
            last = System.nanoTime();
        }
    }

    private void chunk(EventStream events, Delta delta, List<GeneratedToken> tokens, String reason) throws IOException {
        events.send(json -> {
            Choice.head(json, id, CHUNK, created, name());
            json.array(
                    "choices",
                    () -> json.object(() -> {
                        json.put("index", 0);
                        json.object("delta", () -> delta.to(json));
                        Choice.logprobs(json, model, tokens, asked.logprobs() && !tokens.isEmpty());
                        json.put("finish_reason", reason);
                    }));
            if (asked.usageInStream()) {
                json.putNull("usage");
            }
        });
    }

    private void tell(Writer.End end) {
        call.tally().read(name(), 1, read(), read(), 0);
        call.tally().wrote(end.tokens());
    }
}
