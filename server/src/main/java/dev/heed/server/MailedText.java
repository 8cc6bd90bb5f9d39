package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.Word;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.RowsView;
import dev.heed.view.RowsView.Row;
import dev.heed.view.json.RowsDocument;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a mailed page holds of one text's attention: first what it opens on, then, as long as there is room, what a reader
 * is likely to turn to next. Of a short text that is every layer and head, of a long one every word's largest weights at
 * the layer and head asked for. Not thread-safe.
 */
final class MailedText {
    private static final int SHORT = 1_200; // characters: what the page reads at once, as in reading.js
    private static final long ROOM_OF_SHORT = 650_000; // bytes, beside the page itself: under 1 MB in all
    private static final long ROOM_OF_LONG = 4_000_000; // under 5 MB
    private static final int STEP_TOP = 16;
    private static final int ROW_TOP = 24;
    private static final int CELLS = 24;
    private static final int AT_ONCE = 128; // rows computed together

    private final Encoder encoder;
    private final Recording recording;
    private final String text;
    private final Integer layer;
    private final Integer head;
    private final int start; // of the word that it opens on
    private final boolean isLong;

    MailedText(Encoder encoder, Recording recording, AttentionQuestion question, int start) {
        this.encoder = encoder;
        this.recording = recording;
        this.text = question.text();
        this.layer = question.layer();
        this.head = question.head();
        this.start = start;
        this.isLong = text.length() > SHORT || encoder.windows(text) > 1;
    }

    /** Whether the page reads it row by row. */
    boolean isLong() {
        return isLong;
    }

    /** Asks for all that has room; what it opens on and its word in every view always. */
    void record() throws IOException {
        if (isLong) {
            recordLong();
        } else {
            recordShort();
        }
    }

    private boolean hasRoom() {
        return recording.size() < (isLong ? ROOM_OF_LONG : ROOM_OF_SHORT);
    }

    private void recordShort() throws IOException {
        recording.ask("attend", keys("simple", true));
        recording.ask("attend", keys("layer", layer, "head", head));
        List<Word> words = encoder.tokenize(text).words();
        int word = at(words);
        int token = words.get(word).tokens().getFirst();
        int simple = at(encoder.simpleAttention(text).words());
        recordSimpleStep(simple);
        recordStep(null, token);
        recordBeyond(null, word);
        recording.ask("heads", keys("cells", CELLS));
        recordLayersAndHeads();
        int tokens = encoder.tokenize(text).tokenCount();
        for (int i = 0; i < tokens && hasRoom(); i++) {
            recordStep(null, i);
        }
        int simpleWords = encoder.simpleAttention(text).words().size();
        for (int i = 0; i < simpleWords && hasRoom(); i++) {
            recordSimpleStep(i);
        }
        for (int i = 0; i < words.size() && hasRoom(); i++) {
            recordBeyond(null, i);
        }
    }

    /** The means of all layers, the heads of the one asked for, all others. */
    private void recordLayersAndHeads() throws IOException {
        int layers = encoder.model().layers();
        int heads = encoder.model().heads();
        for (int l = 0; l <= layers && hasRoom(); l++) {
            recording.ask("attend", keys("layer", orNull(l), "head", null));
        }
        for (int h = 1; h <= heads && hasRoom(); h++) {
            recording.ask("attend", keys("layer", layer, "head", h));
        }
        for (int l = layers; l >= 0; l--) {
            for (int h = 1; h <= heads && hasRoom(); h++) {
                recording.ask("attend", keys("layer", orNull(l), "head", h));
            }
        }
    }

    private void recordLong() throws IOException {
        int windows = encoder.windows(text);
        recording.ask("text", keys("simple", true));
        SimpleAttention simple = encoder.simpleAttention(text);
        recordSimpleRows(simple, at(simple.words()), 1);
        int first = 0;
        for (int window = 0; window < windows; window++) {
            recording.ask("text", keys("window", orNull(window)));
            if (at(encoder.tokenize(text, window).words(), start) >= 0) {
                first = window;
            }
        }
        List<Word> words = encoder.tokenize(text, first).words();
        int word = Math.max(0, at(words));
        recordRows(first, word, 1);
        recordStep(orNull(first), words.get(word).tokens().getFirst());
        recordSimpleStep(at(simple.words()));
        recording.ask("heads", keys("cells", CELLS, "window", orNull(first)));
        recordBeyond(orNull(first), word);
        for (int i = 0; i < windows && hasRoom(); i++) {
            recordRows((first + i) % windows, 0, Integer.MAX_VALUE);
        }
        if (hasRoom()) {
            recordSimpleRows(simple, 0, Integer.MAX_VALUE);
        }
    }

    private void recordRows(int window, int from, int most) throws IOException {
        TextAttention attention = encoder.attention(text, window);
        int words = attention.tokenized().words().size();
        for (int[] run = run(from, most, words); run.length > 0; run = run(run[run.length - 1] + 1, most, words)) {
            keepRows(
                    RowsView.model(attention, layer, head, run, ROW_TOP),
                    "layer",
                    layer,
                    "head",
                    head,
                    "window",
                    orNull(window));
            if (most <= run.length || !hasRoom()) {
                return;
            }
        }
    }

    private void recordSimpleRows(SimpleAttention simple, int from, int most) throws IOException {
        int words = simple.words().size();
        for (int[] run = run(from, most, words); run.length > 0; run = run(run[run.length - 1] + 1, most, words)) {
            keepRows(RowsView.simple(simple, run, ROW_TOP), "simple", true);
            if (most <= run.length || !hasRoom()) {
                return;
            }
        }
    }

    private static int[] run(int from, int most, int end) {
        return IntStream.range(from, (int) Math.min((long) from + Math.min(most, AT_ONCE), end))
                .toArray();
    }

    /** Each as the page asks for it: alone. */
    private void keepRows(RowsView view, Object... asked) throws IOException {
        for (Row row : view.rows()) {
            Map<String, Object> question = keys(asked);
            question.put("rows", new int[] {row.row()});
            question.put("top", ROW_TOP);
            RowsView one = new RowsView(view.layer(), view.head(), view.words(), List.of(row));
            recording.keep("rows", question, json -> new RowsDocument(json).write(one));
        }
    }

    private void recordStep(Integer window, int token) throws IOException {
        int shown = head == null ? 1 : head; // the mean of all has no steps
        recording.ask("steps", keys("window", window, "layer", layer, "head", shown, "token", token, "top", STEP_TOP));
    }

    private void recordSimpleStep(int word) throws IOException {
        recording.ask("steps", keys("simple", true, "token", word, "top", STEP_TOP));
    }

    private void recordBeyond(Integer window, int row) throws IOException {
        recording.ask("beyond", keys("layer", layer, "window", window, "row", row));
    }

    /** The word that it opens on; where that is none of these the first that is one. */
    private int at(List<Word> words) {
        int at = at(words, start);
        return at >= 0
                ? at
                : Math.max(
                        0,
                        IntStream.range(0, words.size())
                                .filter(i -> words.get(i).span() != null)
                                .findFirst()
                                .orElse(0));
    }

    private static int at(List<Word> words, int start) {
        return IntStream.range(0, words.size())
                .filter(i -> words.get(i).span() != null && words.get(i).span().start() == start)
                .findFirst()
                .orElse(-1);
    }

    private static Integer orNull(int number) {
        return number == 0 ? null : (Integer) number;
    }

    /** The text, and what else is not null. */
    private Map<String, Object> keys(Object... keysAndValues) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("text", text);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1] != null) {
                keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return keys;
    }
}
