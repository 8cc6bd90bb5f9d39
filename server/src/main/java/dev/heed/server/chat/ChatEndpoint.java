package dev.heed.server.chat;

import dev.heed.GenerateOptions;
import dev.heed.LanguageModel;
import dev.heed.server.http.Call;
import dev.heed.server.http.Endpoint;
import dev.heed.server.http.Keys;
import dev.heed.server.program.Catalog;
import dev.heed.server.program.ServedLanguage;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

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
    private final Map<LanguageModel, CallForm.Shown> shown = new ConcurrentHashMap<>(); // as many as are served

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
        Chat chat = Chat.of(model, keys, () -> shown.computeIfAbsent(model, CallForm::of));
        int room = model.contextLength() - chat.prompt().tokens().size();
        Asked asked = Asked.of(keys, maxTokens(keys, room), logprobs, top == null ? 0 : top);
        GenerateOptions options = formed(asked.options(), Chat.schema(keys), chat.calling(), keys);
        Writer writer = Writer.begin(served.loop(), chat.prompt(), options);
        ChatAnswer answer = new ChatAnswer(
                call, model, chat, asked, "chatcmpl-" + UUID.randomUUID(), System.currentTimeMillis() / 1_000);
        if (asked.stream()) {
            answer.stream(writer);
        } else {
            answer.whole(writer);
        }
    }

    /** How the answer is to be formed: a schema for all of it, or what a call must look like. */
    private static GenerateOptions formed(GenerateOptions options, Object schema, Calling calling, Keys keys) {
        if (calling == null) {
            return schema == null ? options : options.schema(schema, "response_format");
        }
        Calling.refuseSchema(keys, schema);
        GenerateOptions told = options.markers(CallForm.markers());
        return calling.schema() == null ? told : told.schema(calling.schema(), "tools");
    }

    private static int maxTokens(Keys keys, int room) {
        String key = keys.has("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        Integer most = keys.integer(key);
        if (most != null && most < 1) {
            throw Asked.malformed(key, "expected 1 or more, got " + most);
        }
        return most == null ? room : Math.min(most, room);
    }
}
