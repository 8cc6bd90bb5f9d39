package dev.heed.view.json;

import dev.heed.LeaveOneOut.Effect;
import dev.heed.Word;
import dev.heed.view.BeyondView;
import java.io.IOException;

/** One word's raw weights beside rollout, value-weighted norms and leave-one-out. */
public final class BeyondDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public BeyondDocument(JsonOutput json) {
        this.json = json;
    }

    /** Writes it. */
    public void write(BeyondView view) throws IOException {
        json.object(() -> {
            json.put("model", view.model());
            json.put("layer", view.layer());
            json.put("layers", view.layers());
            json.put("row", view.row());
            json.array("words", () -> {
                for (Word word : view.words()) {
                    json.object(() -> json.putWord(word));
                }
            });
            json.put("weights", view.weights());
            json.put("rollout", view.rollout());
            json.put("norms", view.norms());
            if (view.leftOut() == null) {
                json.putNull("leftOut");
                return;
            }
            json.array("leftOut", () -> {
                for (Effect effect : view.leftOut()) {
                    json.object(() -> write(effect));
                }
            });
        });
        json.endLine();
    }

    private void write(Effect effect) throws IOException {
        json.put("word", effect.word());
        if (effect.onWord() == null) {
            json.putNull("onWord");
        } else {
            json.put("onWord", effect.onWord());
        }
        json.put("onText", effect.onText());
    }
}
