package dev.heed.server;

import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers that a mailed page carries with it, each under its question, and how large they will be in the file. A long
 * text stands once; questions name it by number. Not thread-safe.
 */
final class Recording {
    private static final int SHORT = 64; // characters: a text that is not worth a number

    private final Map<String, Room> rooms;
    private final NumberPool numbers; // null: they stand in the answers
    private final List<String> texts = new ArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private long characters;

    /** @param packed whether numbers stand apart and all of it is compressed: for thousands of them */
    Recording(Map<String, Room> rooms, boolean packed) {
        this.rooms = rooms;
        this.numbers = packed ? new NumberPool() : null;
    }

    /** What writes an answer. */
    interface Answer {
        /** Writes it. */
        void writeTo(JsonOutput json) throws IOException;
    }

    /** Asks a room, and keeps the answer. */
    void ask(String room, Map<String, Object> question) throws IOException {
        try {
            keep(room, question, json -> rooms.get(room).answer(Keys.of(question), json));
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e); // who mails it has made no request
        }
    }

    /** Keeps an answer, if its question has none yet. */
    void keep(String room, Map<String, Object> question, Answer written) throws IOException {
        String name = "\"room\":\"" + room + "\",\"question\":" + json(named(question));
        if (answers.containsKey(name)) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            written.writeTo(json);
        }
        String answer = numbers == null
                ? bytes.toString(StandardCharsets.UTF_8).strip()
                : numbers.withoutNumbers(bytes.toByteArray());
        answers.put(name, answer);
        characters += name.length() + answer.length();
    }

    /** About how many bytes of the file it takes: text packs to a fifth, numbers hardly, and base64 adds a third. */
    long size() {
        return characters / 4 + (numbers == null ? 0 : 5L * numbers.size());
    }

    /** A JSON object: {@code texts} and {@code answers}. */
    String json() throws IOException {
        List<String> all = new ArrayList<>();
        answers.forEach((name, answer) -> all.add("{" + name + ",\"answer\":" + answer + "}"));
        String named = json(Map.of("texts", texts));
        return named.substring(0, named.length() - 1) + ",\"answers\":[\n" + String.join(",\n", all) + "]}";
    }

    /** The numbers that stand apart; null if none do. */
    NumberPool numbers() {
        return numbers;
    }

    private Map<String, Object> named(Map<String, Object> question) {
        Map<String, Object> named = new LinkedHashMap<>(question);
        named.computeIfPresent("text", (_, text) -> numberOf(text.toString()));
        return named;
    }

    private Object numberOf(String text) {
        if (text.length() <= SHORT) {
            return text;
        }
        if (!texts.contains(text)) {
            texts.add(text);
        }
        return texts.indexOf(text);
    }

    /** Keys with values: strings, whole numbers, flags and lists of strings. */
    static String json(Map<String, ?> values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            json.object(() -> {
                for (var entry : values.entrySet()) {
                    put(json, entry.getKey(), entry.getValue());
                }
            });
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void put(JsonOutput json, String key, Object value) throws IOException {
        switch (value) {
            case null -> json.putNull(key);
            case Integer number -> json.put(key, number);
            case Boolean flag -> json.put(key, flag.booleanValue());
            case int[] numbers -> json.put(key, numbers);
            case List<?> list ->
                json.put(key, list.stream().map(String::valueOf).toList());
            default -> json.put(key, value.toString());
        }
    }
}
