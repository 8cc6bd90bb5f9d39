package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.Word;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.sense.Senses;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Room;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.json.ConcordanceDocument;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.SensesDocument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages to mail: what commands write with {@code --html}. They hold what a reader may want to see beside
 * the view asked for, within bounds: a short text all of its layers and heads, a long one only the one asked for.
 */
public final class MailedPage {
    private static final int SHORT_TEXT = 1_200; // characters: what the page reads at once
    private static final int FEW_TOKENS = 28; // of these, every layer and head is in the file
    private static final int VERY_FEW_WORDS = 14; // of these, leaving out each is looked at from every word
    private static final int STEP_TOP = 16;
    private static final int CELLS = 24;
    private static final int CONCORDANCE_TOP = 40; // what the page asks for
    private static final int MOST_PLACES = 2_000;

    private final Encoder encoder;
    private final Map<String, Room> rooms;
    private final List<String> answers = new ArrayList<>();

    private MailedPage(Encoder encoder) throws IOException {
        this.encoder = encoder;
        this.rooms = Rooms.of(new Served(List.of(encoder)));
        record("models", Map.of());
    }

    /**
     * One text's attention.
     *
     * @param simple whether it opens on the explainer's arithmetic
     * @return the file's content
     * @throws IllegalArgumentException if the question cannot be answered, or the text is too long to mail
     */
    public static String attend(Encoder encoder, AttentionQuestion question, boolean simple) throws IOException {
        MailedPage page = new MailedPage(encoder);
        String text = question.text();
        if (text.length() > SHORT_TEXT) {
            throw new IllegalArgumentException("text: expected at most " + SHORT_TEXT
                    + " characters for a page to mail, got " + text.length() + "; heed serve shows longer ones");
        }
        page.recordSimple(text);
        page.recordModel(text, question);
        Map<String, Object> state = keys(
                "view", question.word() == null ? "attend" : "steps",
                "text", text,
                "mode", simple ? "simple" : "model",
                "layer", simple ? null : question.layer(),
                "head", simple ? null : question.head(),
                "word", page.startOf(question, simple));
        return page.written(state, List.of("attend", "steps", "heads", "beyond"));
    }

    /** One word in several texts. */
    public static String compare(Encoder encoder, String word, List<String> texts) throws IOException {
        MailedPage page = new MailedPage(encoder);
        page.record("compare", keys("word", word, "texts", texts, "detail", true));
        return page.written(keys("view", "context", "focus", word, "texts", texts), List.of("context"));
    }

    /** The similarity of two texts. */
    public static String similarity(Encoder encoder, String a, String b) throws IOException {
        MailedPage page = new MailedPage(encoder);
        page.record("similarity", keys("a", a, "b", b));
        return page.written(keys("view", "similarity", "a", a, "b", b), List.of("similarity"));
    }

    /**
     * The senses of a word, with the map of its places.
     *
     * @param forms whether its inflections were looked for too
     * @param source says where the lines come from
     * @throws IllegalArgumentException if there are too many places for a page
     */
    public static String senses(
            Encoder encoder, Senses senses, boolean forms, SensesDocument.Plane plane, int examples, String source)
            throws IOException {
        checkPlaces(senses.occurrences());
        MailedPage page = new MailedPage(encoder);
        page.keep(
                "senses",
                keys("word", senses.word(), "corpus", "", "forms", forms),
                json -> new SensesDocument(json, encoder.model().name(), examples).write(senses, plane));
        return page.written(
                keys("view", "senses", "focus", senses.word(), "forms", forms ? "yes" : "no"),
                List.of("senses"),
                source);
    }

    /**
     * The lines of a concordance.
     *
     * @param word null for any
     * @param forms whether its inflections were looked for too
     * @param occurrences places where the word stands, listed or not
     * @param source says where the lines come from
     * @throws IllegalArgumentException if there are too many lines for a page
     */
    public static String concordance(
            Encoder encoder, String query, String word, boolean forms, int occurrences, List<Hit> hits, String source)
            throws IOException {
        checkPlaces(hits.size());
        MailedPage page = new MailedPage(encoder);
        String focus = word == null ? "" : word;
        page.keep(
                "concordance",
                keys("text", query, "word", focus, "corpus", "", "forms", forms, "top", CONCORDANCE_TOP),
                json -> new ConcordanceDocument(json)
                        .write(query, word, encoder.model().name(), occurrences, hits));
        return page.written(
                keys("view", "concordance", "focus", focus, "forms", forms ? "yes" : "no", "query", query),
                List.of("concordance"),
                source);
    }

    private static void checkPlaces(int count) {
        if (count > MOST_PLACES) {
            throw new IllegalArgumentException("--html: expected at most " + MOST_PLACES + " lines for a page, got "
                    + count + "; --format json takes any number");
        }
    }

    private void recordSimple(String text) throws IOException {
        int words = encoder.simpleAttention(text).words().size();
        record("attend", keys("text", text, "simple", true));
        for (int word = 0; word < Math.min(words, FEW_TOKENS); word++) {
            record("steps", keys("text", text, "simple", true, "token", word, "top", STEP_TOP));
        }
    }

    private void recordModel(String text, AttentionQuestion asked) throws IOException {
        int tokens = encoder.tokenize(text).tokenCount();
        boolean few = tokens <= FEW_TOKENS;
        int layers = encoder.model().layers();
        for (int layer = 0; layer <= layers; layer++) {
            for (int head = 0; head <= encoder.model().heads(); head++) {
                boolean wanted = (asked.layer() == null ? 0 : asked.layer()) == layer
                        && (head == 0 || asked.head() != null && asked.head() == head);
                if (few || wanted) {
                    record("attend", keys("text", text, "layer", orNull(layer), "head", orNull(head)));
                }
            }
        }
        int head = asked.head() == null ? 1 : asked.head();
        for (int token = 0; token < Math.min(tokens, FEW_TOKENS); token++) {
            record("steps", keys("text", text, "layer", asked.layer(), "head", head, "token", token, "top", STEP_TOP));
        }
        record("heads", keys("text", text, "cells", CELLS));
        recordBeyond(text, asked);
    }

    /** Looks beyond the weights: at the word asked for, in a very short text at every word. */
    private void recordBeyond(String text, AttentionQuestion asked) throws IOException {
        List<Word> words = encoder.tokenize(text).words();
        int start = startOf(asked, false);
        for (int row = 0; row < words.size(); row++) {
            Word word = words.get(row);
            if (words.size() <= VERY_FEW_WORDS
                    || word.span() != null && word.span().start() == start) {
                record("beyond", keys("text", text, "layer", asked.layer(), "row", row));
            }
        }
    }

    /** Where the word asked for starts in the text; the first word's start if none is asked for. */
    private int startOf(AttentionQuestion question, boolean simple) {
        var view = simple
                ? dev.heed.view.AttentionView.simple(encoder, question)
                : dev.heed.view.AttentionView.model(encoder, question);
        var word = view.explained() < 0 ? null : view.words().get(view.explained());
        return word == null || word.span() == null ? 0 : word.span().start();
    }

    private static Integer orNull(int number) {
        return number == 0 ? null : (Integer) number;
    }

    /** In the order given, so that a page has the same bytes every time; without what is null. */
    private static Map<String, Object> keys(Object... keysAndValues) {
        Map<String, Object> keys = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1] != null) {
                keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return keys;
    }

    private void record(String room, Map<String, Object> question) throws IOException {
        try {
            keep(room, question, json -> rooms.get(room).answer(Keys.of(question), json));
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e); // who mails it has made no request
        }
    }

    /** What writes an answer. */
    private interface Answer {
        void writeTo(JsonOutput json) throws IOException;
    }

    private void keep(String room, Map<String, Object> question, Answer written) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(answer)) {
            written.writeTo(json);
        }
        answers.add("{\"room\":\"" + room + "\",\"question\":" + json(question) + ",\"answer\":"
                + answer.toString(StandardCharsets.UTF_8).strip() + "}");
    }

    private String written(Map<String, Object> state, List<String> views) throws IOException {
        return written(state, views, null);
    }

    private String written(Map<String, Object> state, List<String> views, String source) throws IOException {
        return HtmlFile.of("{\"state\":" + json(state) + ",\"about\":" + json(keys("views", views, "corpus", source))
                + ",\"answers\":[\n" + String.join(",\n", answers) + "]}");
    }

    private static String json(Map<String, Object> values) throws IOException {
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
            case List<?> list ->
                json.put(key, list.stream().map(String::valueOf).toList());
            default -> json.put(key, value.toString());
        }
    }
}
