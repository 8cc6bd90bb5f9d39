package dev.heed.server;

import dev.heed.Encoder;
import dev.heed.LayerAttention;
import dev.heed.SimpleAttention;
import dev.heed.TextAttention;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.AttentionStep;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.StepDocument;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/steps}: every step of one query. {@code token} is its position among the tokens, in simple mode among the
 * words.
 */
final class StepsRoom implements Room {
    private static final Set<String> KEYS =
            Set.of("text", "layer", "head", "simple", "token", "top", "window", "model");
    private static final int USUAL_TOP = 16;
    private static final int MOST_TOP = 512;
    /** Their vectors, and once more each by its weight, are some 30 MB for 384 dimensions. */
    private static final int MOST_WORDS = 10_000;

    private final Served served;

    StepsRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        Encoder encoder = Asked.inEitherMode(keys, KEYS, served);
        StepDocument steps = new StepDocument(document, Asked.top(keys, USUAL_TOP, MOST_TOP));
        if (keys.flag("simple")) {
            SimpleAttention attention = encoder.simpleAttention(
                    Asked.fewWords(encoder, keys, MOST_WORDS, "the steps of one", "shorten the text"));
            int word = position(keys, attention.words().size());
            steps.write(new AttentionStep(word, null, attention.trace(word)), null, 1, null);
            return;
        }
        TextAttention attention = Asked.attention(encoder, keys);
        LayerAttention layer = keys.has("layer") ? attention.layer(keys.integer("layer")) : attention.last();
        if (keys.head("head") == null) {
            throw new Refusal(Reason.UNPROCESSABLE, "head", "expected a number: the mean of all has no steps");
        }
        int token = position(keys, attention.tokenized().tokenCount());
        int head = keys.head("head");
        steps.write(
                new AttentionStep(token, head, layer.head(head).trace(token)),
                layer.layer(),
                layer.scale(),
                attention.block(layer.layer(), token));
    }

    private static int position(Keys keys, int count) {
        Integer token = keys.integer("token", 0, count - 1);
        if (token == null) {
            throw new Refusal(Reason.MALFORMED, "token", "expected a position from 0, got none");
        }
        return token;
    }
}
