package dev.heed.server;

import dev.heed.CrossAttention;
import dev.heed.SentenceTranslation;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.server.program.ServedTranslator;
import dev.heed.server.program.TranslateKeys;
import dev.heed.translation.TextOptions;
import dev.heed.view.json.CrossAttentionDocument;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code /api/crossattention}: one sentence's cross-attention, every layer and head, token by token. */
final class CrossAttentionRoom implements Room {
    private static final Set<String> KEYS = keys();
    private static final long MOST_WEIGHTS = 1_500_000;

    private final Served served;

    CrossAttentionRoom(Served served) {
        this.served = served;
    }

    private static Set<String> keys() {
        Set<String> all = new HashSet<>(TranslateKeys.NAMES);
        all.removeAll(List.of("keep", "alignment"));
        all.addAll(List.of("sentence", "model"));
        return Set.copyOf(all);
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        ServedTranslator translator = served.translator(keys);
        String sentence = keys.text("sentence");
        TextOptions options = TranslateKeys.options(keys, true);
        SentenceTranslation translation = translator
                .model()
                .translateSentences(List.of(sentence), options.sentences().attention(true))
                .getFirst();
        CrossAttention attention = translation.attention();
        long weights =
                (long) attention.layers() * attention.heads() * attention.targetTokens() * attention.sourceTokens();
        if (weights > MOST_WEIGHTS) {
            throw new Refusal(
                    Reason.TOO_LARGE,
                    "sentence",
                    "expected at most " + MOST_WEIGHTS + " weights of all heads together, got " + weights
                            + "; take a shorter sentence");
        }
        new CrossAttentionDocument(document)
                .write(
                        translation,
                        translator.model().info().name(),
                        translator.texts().head(options).label());
    }
}
