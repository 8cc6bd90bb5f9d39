package dev.heed.server;

import dev.heed.LanguageModel;
import dev.heed.Prompt;
import dev.heed.generation.Attribution;
import dev.heed.server.http.Keys;
import dev.heed.server.http.Refusal;
import dev.heed.server.http.Refusal.Reason;
import dev.heed.server.http.Room;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.json.NextDocument;
import java.io.IOException;
import java.util.Set;

/**
 * {@code /api/next}: the document of {@code heed next}. {@code why} and {@code against} take words; {@code whyId} and
 * {@code againstId} the tokens themselves, which a word may not name (a blank, half a character).
 */
final class NextRoom implements Room {
    private static final Set<String> KEYS = Set.of("text", "top", "why", "whyId", "against", "againstId", "model");
    private static final int USUAL_TOP = 10;
    private static final int MOST_TOP = 1_000;

    private final Served served;

    NextRoom(Served served) {
        this.served = served;
    }

    @Override
    public void answer(Keys keys, JsonOutput document) throws IOException {
        keys.only(KEYS);
        LanguageModel model = served.language(keys);
        int why = token(keys, "why", model);
        int against = token(keys, "against", model);
        if (why < 0 && against >= 0) {
            throw new Refusal(Reason.UNPROCESSABLE, "against", "expected why beside it, got none");
        }
        Prompt prompt = model.prompt(keys.text("text"));
        Attribution attribution = why < 0 ? null : model.why(prompt, why, against);
        new NextDocument(document)
                .write(
                        model.next(prompt, Asked.top(keys, USUAL_TOP, MOST_TOP)),
                        model.model().name(),
                        attribution);
    }

    /** The token that a key names by word or by number; −1 for none. */
    private static int token(Keys keys, String name, LanguageModel model) {
        Integer id = keys.integer(name + "Id", 0, Integer.MAX_VALUE);
        String word = keys.textOrNull(name);
        if (id != null && word != null) {
            throw new Refusal(Reason.UNPROCESSABLE, name, "expected a word or " + name + "Id, got both");
        }
        return id != null ? id : word == null ? -1 : model.token(word);
    }
}
