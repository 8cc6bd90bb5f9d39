package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.AttentionQuestion;
import dev.heed.view.AttentionView;
import dev.heed.view.json.AttendDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.Set;

/** {@code /api/attend}: the document of {@code heed attend}, whole. Long texts are read row by row, in {@link RowsRoom}. */
final class AttendRoom implements Room {
    private static final Set<String> KEYS =
            Set.of("text", "layer", "head", "simple", "explain", "occurrence", "withVectors", "model");
    /** Their square of numbers, three times, is some 30 MB of text. */
    private static final int MOST_WORDS = 1_000;

    private final Served served;

    AttendRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        Encoder encoder = Asked.inEitherMode(keys, KEYS, served);
        boolean simple = keys.flag("simple");
        AttentionQuestion question = question(keys);
        if (simple) {
            Asked.fewWords(encoder, keys, MOST_WORDS, "a whole table", "ask /api/rows");
        }
        new AttendDocument(document)
                .write(simple ? AttentionView.simple(encoder, question) : AttentionView.model(encoder, question));
    }

    private static AttentionQuestion question(Keys keys) {
        Integer occurrence = keys.integer("occurrence", 1, Integer.MAX_VALUE);
        if (occurrence != null && !keys.has("explain")) {
            throw new Refusal(Reason.UNPROCESSABLE, "occurrence", "expected explain beside it, got none");
        }
        return new AttentionQuestion(
                keys.text("text"),
                keys.integer("layer"),
                keys.head("head"),
                keys.textOrNull("explain"),
                occurrence == null ? 1 : occurrence,
                keys.flag("withVectors"));
    }
}
