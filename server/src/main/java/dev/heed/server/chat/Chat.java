package dev.heed.server.chat;

import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.format.InvalidFileException;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A chat as its model reads it.
 *
 * @param calling how calls are read out of the answer; null where none may be made
 */
record Chat(Prompt prompt, Calling calling) {
    private static final Set<String> FORMAT = Set.of("type", "json_schema");
    private static final Set<String> NAMED_SCHEMA = Set.of("name", "description", "schema", "strict");

    /**
     * Reads a request.
     *
     * @param shown what the model's template makes of functions; asked for where the chat has some
     */
    static Chat of(LanguageModel model, Keys keys, Supplier<CallForm.Shown> shown) {
        Messages messages = Messages.of(keys);
        OfferedTools tools = OfferedTools.of(keys);
        boolean uses = !tools.isEmpty()
                || messages.hasResults()
                || !messages.calledNames().isEmpty();
        Map<String, Object> more = new LinkedHashMap<>();
        Keys template = keys.object("chat_template_kwargs");
        if (template != null) {
            template.names().forEach(name -> more.put(name, template.value(name)));
        }
        if (!tools.isEmpty()) {
            more.put("tools", tools.whole());
        }
        Calling calling = uses && model.chats() ? calling(model, messages, tools, shown.get()) : null;
        try {
            Prompt prompt = model.chat(messages.all(), more, calling == null ? "" : calling.opening());
            checkCalled(model, messages, prompt);
            return new Chat(Writer.fitting(model, prompt, "messages"), calling);
        } catch (InvalidFileException e) {
            throw uses ? new Refusal(Reason.MALFORMED, "messages", e.getMessage(), e) : e;
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new Refusal(Reason.MALFORMED, "messages", e.getMessage(), e);
        }
    }

    /** What the template makes of functions, which must be all that this chat has of them. */
    private static Calling calling(LanguageModel model, Messages messages, OfferedTools tools, CallForm.Shown shown) {
        String name = model.model().name();
        if (messages.hasResults() && !shown.results()) {
            throw Asked.malformed(
                    "messages",
                    "expected no role tool: the chat template of " + name + " does not show such messages"
                            + said(shown));
        }
        if (tools.isEmpty()) {
            return null;
        }
        if (!shown.offers()) {
            throw Asked.malformed(
                    "tools", "expected none: the chat template of " + name + " does not show them" + said(shown));
        }
        if (shown.form() == null) {
            throw Asked.malformed(
                    "tools",
                    "expected none: the chat template of " + name + " writes calls in a form that is not read here"
                            + " (<tool_call> with JSON, [TOOL_CALLS], JSON alone are)" + said(shown));
        }
        return Calling.of(tools, shown.form());
    }

    private static String said(CallForm.Shown shown) {
        return shown.fault() == null ? "" : "; it says " + shown.fault();
    }

    private static void checkCalled(LanguageModel model, Messages messages, Prompt prompt) {
        for (String called : messages.calledNames()) {
            if (!prompt.text().contains(called)) {
                throw Asked.malformed(
                        "messages",
                        "expected no tool_calls: the chat template of "
                                + model.model().name() + " does not show them");
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
            case "json_object" -> Map.of("type", "object", "additionalProperties", true);
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
