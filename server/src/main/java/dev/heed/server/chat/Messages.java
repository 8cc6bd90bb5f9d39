package dev.heed.server.chat;

import dev.heed.ChatMessage;
import dev.heed.format.InvalidFileException;
import dev.heed.format.Json;
import dev.heed.server.http.Keys;
import dev.heed.server.program.MessageText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the messages of one chat, calls of functions and what these gave included. Confined to one thread. */
final class Messages {
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> MESSAGE = Set.of(
            "role",
            "content",
            "name",
            "refusal",
            "annotations", // as OpenAI's answers have them, which come back in chats
            "tool_calls",
            "tool_call_id",
            "audio",
            "function_call");
    private static final Set<String> CALL = Set.of("id", "type", "function", "index");
    private static final Set<String> FUNCTION = Set.of("name", "arguments");

    private final List<ChatMessage> all = new ArrayList<>();
    private final Map<String, String> called = new LinkedHashMap<>(); // names by the ids of calls
    private boolean results;

    private Messages() {}

    static Messages of(Keys keys) {
        Messages messages = new Messages();
        List<Keys> given = keys.objects("messages");
        for (int i = 0; i < given.size(); i++) {
            messages.all.add(messages.message(given.get(i), "messages[" + i + "]"));
        }
        return messages;
    }

    List<ChatMessage> all() {
        return all;
    }

    /** The names of functions that were called. */
    List<String> calledNames() {
        return List.copyOf(called.values());
    }

    /** Whether one tells what a function gave. */
    boolean hasResults() {
        return results;
    }

    private ChatMessage message(Keys keys, String where) {
        keys.only(MESSAGE);
        String role = keys.text("role");
        if (!ROLES.contains(role)) {
            throw Asked.malformed(where + ".role", "expected system, developer, user, assistant or tool, got " + role);
        }
        for (String key : List.of("function_call", "audio")) {
            if (keys.has(key)) {
                throw Asked.malformed(where + "." + key, "expected none: tool_calls are read, and text");
            }
        }
        Map<String, Object> more = new LinkedHashMap<>();
        boolean calls = keys.has("tool_calls") && !(keys.value("tool_calls") instanceof List<?> list && list.isEmpty());
        if (calls) {
            if (!role.equals("assistant")) {
                throw Asked.malformed(where + ".tool_calls", "expected calls of the assistant, got the role " + role);
            }
            more.put("tool_calls", calls(keys, where + ".tool_calls"));
        }
        if (role.equals("tool")) {
            result(keys, where, more);
        }
        String content = calls && !keys.has("content") ? "" : MessageText.content(keys, where);
        return new ChatMessage(role.equals("developer") ? "system" : role, content, more);
    }

    private List<Object> calls(Keys keys, String where) {
        List<Object> calls = new ArrayList<>();
        List<Keys> given = keys.objects("tool_calls");
        for (int i = 0; i < given.size(); i++) {
            Keys call = given.get(i).only(CALL);
            String type = call.textOrNull("type");
            Keys function = call.object("function");
            if (type != null && !type.equals("function") || function == null) {
                throw Asked.malformed(where + "[" + i + "]", "expected a call of a function, got another");
            }
            function.only(FUNCTION);
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("name", function.text("name"));
            said.put(
                    "arguments", arguments(function.textOrNull("arguments"), where + "[" + i + "].function.arguments"));
            Map<String, Object> whole = new LinkedHashMap<>();
            whole.put("id", call.text("id"));
            whole.put("type", "function");
            whole.put("function", said);
            calls.add(whole);
            called.put(call.text("id"), function.text("name"));
        }
        return calls;
    }

    /** Templates expect the values themselves. */
    private static Object arguments(String json, String where) {
        if (json == null || json.isBlank()) {
            return Map.of();
        }
        try {
            if (Json.read(json.getBytes(StandardCharsets.UTF_8), where) instanceof Map<?, ?> arguments) {
                return arguments;
            }
            throw Asked.malformed(where, "expected a JSON object in a string, got another value");
        } catch (InvalidFileException e) {
            String message = e.getMessage();
            throw Asked.malformed(
                    where, message.startsWith(where + ": ") ? message.substring(where.length() + 2) : message);
        }
    }

    /** What a function gave, under its call's id; templates ask for its name too. */
    private void result(Keys keys, String where, Map<String, Object> more) {
        String id = keys.textOrNull("tool_call_id");
        if (id == null || !called.containsKey(id)) {
            throw Asked.malformed(
                    where + ".tool_call_id", "expected the id of a call in a message before it, got " + id);
        }
        results = true;
        more.put("tool_call_id", id);
        more.put("name", keys.has("name") ? keys.text("name") : called.get(id));
    }
}
