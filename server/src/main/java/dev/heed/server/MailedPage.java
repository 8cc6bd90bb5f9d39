package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.Translator;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.sense.Senses;
import dev.heed.server.http.Limits;
import dev.heed.translation.TextOptions;
import dev.heed.translation.TextTranslator;
import dev.heed.translation.TranslatedSentence;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.json.ConcordanceDocument;
import dev.heed.view.json.SensesDocument;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pages to mail: what commands write with {@code --html}. They hold what a reader may want to see beside the view asked
 * for, within bounds ({@link MailedText}): a page of a sentence is under 1 MB, one of 4,000 words under 5 MB.
 */
public final class MailedPage {
    /** Most characters of a text that is mailed: what the page takes. */
    public static final int LONGEST = Limits.USUAL.textLength();

    private static final int CONCORDANCE_TOP = 40; // what the page asks for
    private static final int MOST_PLACES = 2_000;
    private static final int LONGEST_TRANSLATED = 20_000;
    private static final long MOST_BYTES = 3_000_000;

    private final Encoder encoder;
    private final Recording recording;

    private MailedPage(Encoder encoder, boolean packed) throws IOException {
        this(encoder, new Served(List.of(encoder)), packed);
    }

    private MailedPage(Encoder encoder, Served served, boolean packed) throws IOException {
        this.encoder = encoder;
        this.recording = new Recording(Rooms.of(served), packed);
        recording.ask("models", Map.of());
    }

    /**
     * One text's attention.
     *
     * @param simple whether it opens on the explainer's arithmetic
     * @return the file's content
     * @throws IllegalArgumentException if the question cannot be answered, or the text is too long to mail
     */
    public static String attend(Encoder encoder, AttentionQuestion question, boolean simple) throws IOException {
        if (question.text().length() > LONGEST) {
            throw new IllegalArgumentException("text: expected at most " + LONGEST
                    + " characters for a page to mail, which is what the page takes, got "
                    + question.text().length() + "; mail a part of it");
        }
        MailedPage page = new MailedPage(encoder, true);
        int start = page.startOf(question, simple);
        MailedText text = new MailedText(encoder, page.recording, question, start);
        text.record();
        Map<String, Object> state = keys(
                "view", question.word() == null ? "attend" : "steps",
                "text", question.text(),
                "mode", simple ? "simple" : "model",
                "layer", simple ? null : question.layer(),
                "head", simple ? null : question.head(),
                "word", start);
        return page.written(state, keys("views", List.of("attend", "steps", "heads", "beyond"), "long", text.isLong()));
    }

    /** One word in several texts. */
    public static String compare(Encoder encoder, String word, List<String> texts) throws IOException {
        MailedPage page = new MailedPage(encoder, false);
        page.recording.ask("compare", keys("word", word, "texts", texts, "detail", true));
        return page.written(keys("view", "context", "focus", word, "texts", texts), List.of("context"));
    }

    /**
     * A translation with its alignment, and every head of its first sentences.
     *
     * @throws IllegalArgumentException if the text is too long to mail
     */
    public static String translate(Translator translator, String text, TextOptions options) throws IOException {
        if (text.length() > LONGEST_TRANSLATED) {
            throw new IllegalArgumentException("text: expected at most " + LONGEST_TRANSLATED
                    + " characters for a page to mail, got " + text.length() + "; mail a part of it");
        }
        MailedPage page = new MailedPage(null, Served.translators(List.of(translator)), true);
        Map<String, Object> how = keys(
                "from", options.sentences().from(),
                "to", options.sentences().to(),
                "beam", options.sentences().beams(),
                "alignmentHead", options.head() == null ? null : options.head().label());
        Map<String, Object> question = new LinkedHashMap<>(keys("text", text));
        question.putAll(how);
        page.recording.ask("translate", question);
        for (TranslatedSentence sentence :
                new TextTranslator(translator).translate(text, options).sentences()) {
            if (sentence.translation() != null && page.recording.size() < MOST_BYTES) {
                Map<String, Object> one =
                        new LinkedHashMap<>(keys("sentence", sentence.source().in(text)));
                one.putAll(how);
                page.recording.ask("crossattention", one);
            }
        }
        Map<String, Object> state = new LinkedHashMap<>(keys("view", "translate", "source", text));
        state.putAll(how);
        return page.written(state, List.of("translate"));
    }

    /** The similarity of two texts. */
    public static String similarity(Encoder encoder, String a, String b) throws IOException {
        MailedPage page = new MailedPage(encoder, false);
        page.recording.ask("similarity", keys("a", a, "b", b));
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
        MailedPage page = new MailedPage(encoder, false);
        page.recording.keep(
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
        MailedPage page = new MailedPage(encoder, false);
        String focus = word == null ? "" : word;
        page.recording.keep(
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

    /** Where the word asked for starts in the text; the first word's start if none is asked for. */
    private int startOf(AttentionQuestion question, boolean simple) {
        if (question.word() == null) {
            return 0;
        }
        var view = simple
                ? dev.heed.view.AttentionView.simple(encoder, question)
                : dev.heed.view.AttentionView.model(encoder, question);
        var word = view.explained() < 0 ? null : view.words().get(view.explained());
        return word == null || word.span() == null ? 0 : word.span().start();
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

    private String written(Map<String, Object> state, List<String> views) throws IOException {
        return written(state, views, null);
    }

    private String written(Map<String, Object> state, List<String> views, String source) throws IOException {
        return written(state, keys("views", views, "corpus", source));
    }

    private String written(Map<String, Object> state, Map<String, Object> about) throws IOException {
        String opening = "{\"state\":" + Recording.json(state) + ",\"about\":" + Recording.json(about) + "}";
        return HtmlFile.of(opening, recording);
    }
}
