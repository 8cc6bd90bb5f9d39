package dev.heed.server.chat;

import dev.heed.ChatMessage;
import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.program.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the messages of a chat, and how its answer is to be formed. */
final class Chat {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> MESSAGE =
            Set.of("role", "content", "name", "refusal", "tool_calls", "tool_call_id", "audio", "function_call");
    private static final Set<String> FORMAT = Set.of("type", "json_schema");
    private static final Set<String> NAMED_SCHEMA = Set.of("name", "description", "schema", "strict");

    private Chat() {}

    static Prompt prompt(LanguageModel model, Keys keys) {
        List<ChatMessage> messages = new ArrayList<>();
        List<Keys> given = keys.objects("messages");
        for (int i = 0; i < given.size(); i++) {
            messages.add(message(given.get(i), "messages[" + i + "]"));
        }
        refuseTools(keys);
        Map<String, Object> more = new LinkedHashMap<>();
        Keys template = keys.object("chat_template_kwargs");
        if (template != null) {
            template.names().forEach(name -> more.put(name, template.value(name)));
        }
        try {
            return Writer.fitting(model, model.chat(messages, more), "messages");
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Refusal(Reason.MALFORMED, "messages", e.getMessage(), e);
        }
    }

    private static ChatMessage message(Keys keys, String where) {
        keys.only(MESSAGE);
        String role = keys.text("role");
        if (!ROLES.contains(role)) {
            throw Asked.malformed(where + ".role", "expected system, developer, user, assistant or tool, got " + role);
        }
        for (String key : List.of("tool_calls", "function_call", "audio")) {
            if (keys.has(key)) {
                throw Asked.malformed(where + "." + key, "expected none: tools and audio are not served");
            }
        }
        return ChatMessage.of(role.equals("developer") ? "system" : role, MessageText.content(keys, where));
    }

    private static void refuseTools(Keys keys) {
        for (String key : List.of("tools", "functions")) {
            if (keys.value(key) instanceof List<?> list && !list.isEmpty()
                    || keys.has(key) && !(keys.value(key) instanceof List<?>)) {
                throw Asked.malformed(key, "expected none: calls of tools are not read from answers here");
            }
        }
    }

    /** The schema that the answer must fit; null for free text. */
    static Object schema(Keys keys) {
        Keys format = keys.object("response_format");
        if (format == null) {
            return null;
        }
        String type = format.only(FORMAT).text("type");
        return switch (type) {
            case "text" -> null;
            case "json_object" -> Map.of("type", "object");
            case "json_schema" -> {
                Keys named = format.object("json_schema");
                if (named == null || !(named.only(NAMED_SCHEMA).value("schema") instanceof Map<?, ?> schema)) {
                    throw Asked.malformed("response_format", "expected json_schema with a schema, got none");
                }
                yield schema;
            }
            default ->
                throw Asked.malformed("response_format", "expected type text, json_object or json_schema, got " + type);
        };
    }
}
