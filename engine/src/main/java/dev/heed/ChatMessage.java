package dev.heed;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One message of a chat.
 *
 * @param role who speaks: {@code system}, {@code user}, {@code assistant}, {@code tool}
 * @param content what is said; text that spells a control token is plain text
 * @param more further keys that a model's template may know: {@code name}, {@code tool_calls}, {@code tool_call_id}
 */
public record ChatMessage(String role, String content, Map<String, Object> more) {
    public ChatMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(content, "content");
        more = new LinkedHashMap<>(more); // keeps the order, in which templates show it
    }

    /** Role and content alone. */
    public static ChatMessage of(String role, String content) {
        return new ChatMessage(role, content, Map.of());
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("role", role);
        values.put("content", content);
        values.putAll(more);
        return values;
    }
}
