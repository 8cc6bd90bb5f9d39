package dev.heed.server.program;

import dev.heed.Cut;
import dev.heed.Encoder;
import dev.heed.ModelInfo;
import dev.heed.Overflow;
import dev.heed.PreparedText;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * How a request wants its texts read: what is put before each, and what happens to those that are too long.
 *
 * @param prompt put before each text; null for what the model's folder puts there
 * @param overflow what happens to longer texts
 * @param cut which end goes
 */
record Reading(String prompt, Overflow overflow, Cut cut) {
    /** The keys that this reads. */
    static final Set<String> KEYS = Set.of("prompt", "prompt_name", "input_type", "truncate", "truncation_direction");

    /** @param usual what happens to longer texts if the request does not say */
    static Reading of(Keys keys, ServedModel served, Overflow usual) {
        return of(keys, served.model(), served.encoder().prompt(), usual);
    }

    /** @param before what is put before each text if the request does not say */
    static Reading of(Keys keys, ModelInfo model, String before, Overflow usual) {
        Reading reading = unprompted(keys, usual);
        return new Reading(prompt(keys, model, before), reading.overflow(), reading.cut());
    }

    /** The same for a model that puts something of its own before each text. */
    static Reading unprompted(Keys keys, Overflow usual) {
        Overflow overflow = usual;
        Cut cut = Cut.END;
        Object truncate = keys.value("truncate");
        if (truncate instanceof Boolean yes) {
            overflow = yes ? Overflow.TRUNCATE : Overflow.ERROR;
        } else if (truncate instanceof String word) {
            overflow = word.equalsIgnoreCase("NONE") ? Overflow.ERROR : Overflow.TRUNCATE;
            cut = word(keys, "truncate", "NONE", "START", "END").equals("START") ? Cut.BEGINNING : Cut.END;
        } else if (truncate != null) {
            throw Keys.kind("truncate", "true, false, NONE, START or END", truncate);
        }
        if (keys.has("truncation_direction")) {
            boolean left = word(keys, "truncation_direction", "LEFT", "RIGHT").equals("LEFT");
            cut = left ? Cut.BEGINNING : Cut.END;
        }
        return new Reading(null, overflow, cut);
    }

    private static String prompt(Keys keys, ModelInfo model, String before) {
        String text = keys.textOrNull("prompt");
        String name = keys.textOrNull("prompt_name");
        String type = keys.textOrNull("input_type");
        if ((text == null ? 0 : 1) + (name == null ? 0 : 1) + (type == null ? 0 : 1) > 1) {
            throw new Refusal(Reason.MALFORMED, "prompt", "expected one of prompt, prompt_name, input_type, got more");
        }
        if (text != null) {
            return text;
        }
        if (name != null) {
            return Catalog.prompt(model, name);
        }
        return type == null ? before : ofType(model, type);
    }

    /** The prompt that the model's authors gave for queries or documents; the usual one if they gave none at all. */
    private static String ofType(ModelInfo model, String type) {
        Optional<String> prompt = switch (type.toLowerCase(Locale.ROOT)) {
            case "query", "search_query" -> model.queryPrompt();
            case "document", "passage", "search_document" -> model.documentPrompt();
            case "classification" -> model.promptNamed("classification");
            case "clustering" -> model.promptNamed("clustering");
            default ->
                throw new Refusal(
                        Reason.MALFORMED,
                        "input_type",
                        "expected query, document, search_query, search_document, classification or clustering,"
                                + " got " + type);
        };
        var prompts = model.prompts();
        if (prompts.isEmpty()) {
            return null;
        }
        if (prompt.isPresent()) {
            return prompt.get();
        }
        throw new Refusal(
                Reason.MALFORMED,
                "input_type",
                "the model has no prompt for " + type + ", only for "
                        + String.join(", ", prompts.keySet().stream().sorted().toList()));
    }

    private static String word(Keys keys, String key, String... words) {
        String given = keys.textOrNull(key).toUpperCase(Locale.ROOT);
        if (!List.of(words).contains(given)) {
            throw new Refusal(
                    Reason.MALFORMED,
                    key,
                    "expected one of " + String.join(", ", words).toLowerCase(Locale.ROOT) + ", got "
                            + keys.textOrNull(key));
        }
        return given;
    }

    private PreparedText text(Encoder encoder, String text) {
        return prompt == null ? encoder.prepare(text, overflow, cut) : encoder.prepare(prompt, text, overflow, cut);
    }

    /**
     * Makes the texts ready.
     *
     * @param tooLong what is said where one is refused for its length
     */
    List<PreparedText> prepare(Inputs inputs, Encoder encoder, Reason tooLong) {
        return each(
                inputs,
                tooLong,
                i -> inputs.texts() != null
                        ? text(encoder, inputs.texts().get(i))
                        : encoder.prepare(inputs.ids().get(i), overflow, cut));
    }

    /** Makes each ready; what cannot be is refused under its name. */
    static List<PreparedText> each(Inputs inputs, Reason tooLong, IntFunction<PreparedText> prepare) {
        List<PreparedText> prepared = new ArrayList<>(inputs.size());
        for (int i = 0; i < inputs.size(); i++) {
            try {
                prepared.add(prepare.apply(i));
            } catch (IllegalArgumentException e) {
                String message = e.getMessage();
                boolean length = message.startsWith("text: ");
                throw new Refusal(
                        length ? tooLong : Reason.MALFORMED,
                        inputs.name(i),
                        message.substring(message.indexOf(": ") + 2),
                        e);
            }
        }
        return prepared;
    }
}
