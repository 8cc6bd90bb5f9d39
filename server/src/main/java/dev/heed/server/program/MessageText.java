package dev.heed.server.program;

import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of chat messages: as a chat's endpoint reads them, and as texts to embed (vLLM's form, which mteb sends). */
public final class MessageText {
    private static final Set<String> MESSAGE = Set.of("role", "content", "name");

    private MessageText() {}

    /**
     * A message's content: a string, or parts of text one behind the other.
     *
     * @param where the message, as it is called in what is said
     */
    public static String content(Keys message, String where) {
        Object content = message.value("content");
        if (content instanceof String text) {
            return text;
        }
        if (!(content instanceof List<?>)) {
            throw Keys.kind(where + ".content", "a string, or parts of type text", content);
        }
        StringBuilder text = new StringBuilder();
        for (Keys part : message.objects("content")) {
            if (!"text".equals(part.textOrNull("type"))) {
                throw new Refusal(
                        Reason.MALFORMED,
                        where + ".content",
                        "expected parts of type text, got " + part.textOrNull("type"));
            }
            text.append(part.text("text"));
        }
        return text.toString();
    }

    /**
     * Texts to embed: under {@code messages} a conversation, or an array of them, each of one message of a user's. More
     * would need a chat template, which models that embed do not have here.
     */
    static Inputs inputs(Keys keys) {
        if (keys.has("input")) {
            throw new Refusal(Reason.MALFORMED, "input", "expected input or messages, got both");
        }
        Object value = keys.value("messages");
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw Keys.kind("messages", "an array of conversations with at least one", value);
        }
        if (!(list.getFirst() instanceof List<?>)) {
            return new Inputs("messages", List.of(conversation(list, "messages")), null, true);
        }
        Inputs.checkCount("messages", list.size());
        List<String> texts = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            texts.add(conversation(list.get(i), "messages[" + i + "]"));
        }
        return new Inputs("messages", texts, null, false);
    }

    private static String conversation(Object value, String where) {
        if (!(value instanceof List<?> list)) {
            throw Keys.kind(where, "an array of one message", value);
        }
        if (list.size() != 1) {
            throw new Refusal(
                    Reason.MALFORMED,
                    where,
                    "expected one message a text, got " + list.size() + "; a model that embeds has no chat template");
        }
        Keys message = Keys.of(Map.of(where, list)).objects(where).getFirst().only(MESSAGE);
        if (!"user".equals(message.textOrNull("role"))) {
            throw new Refusal(Reason.MALFORMED, where + "[0].role", "expected user, got " + message.textOrNull("role"));
        }
        boolean empty = message.value("content") instanceof List<?> parts && parts.isEmpty();
        return empty ? "" : content(message, where + "[0]");
    }
}
