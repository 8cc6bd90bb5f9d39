package dev.heed.view.json;

import dev.heed.CrossAttention;
import dev.heed.SentenceTranslation;
import dev.heed.SentenceTranslation.TargetToken;
import dev.heed.Token;
import dev.heed.Word;
import java.io.IOException;
import java.util.List;

/** A sentence, its translation, and where each token looked, in every layer and head. */
public final class CrossAttentionDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public CrossAttentionDocument(JsonOutput json) {
        this.json = json;
    }

    /**
     * Writes it: {@code weights} by layer, head, target token and source token.
     *
     * @param translation with its attention
     * @param model its name
     * @param head the one that the alignment is read from
     */
    public void write(SentenceTranslation translation, String model, String head) throws IOException {
        CrossAttention attention = translation.attention();
        json.object(() -> {
            json.put("model", model);
            json.put("source", translation.source());
            json.put("target", translation.target());
            json.put("layers", attention.layers());
            json.put("heads", attention.heads());
            json.put("alignmentHead", head);
            json.array("sourceTokens", () -> {
                for (Token token : translation.sourceTokens()) {
                    json.object(() -> json.putToken(token));
                }
            });
            json.array("targetTokens", () -> {
                for (TargetToken token : translation.targetTokens()) {
                    target(translation, token);
                }
            });
            words("sourceWords", translation.sourceWords());
            words("targetWords", translation.targetWords());
            json.array("weights", () -> {
                for (int layer = 1; layer <= attention.layers(); layer++) {
                    layer(attention, layer);
                }
            });
        });
        json.endLine();
    }

    private void target(SentenceTranslation translation, TargetToken token) throws IOException {
        json.object(() -> {
            json.put("text", token.span() == null ? null : token.span().in(translation.target()));
            json.put("piece", token.piece());
            json.put("id", token.id());
            json.putSpan(token.span());
            json.put("special", token.span() == null);
            json.put("logprob", token.logprob());
        });
    }

    private void words(String key, List<Word> words) throws IOException {
        json.array(key, () -> {
            for (Word word : words) {
                json.object(() -> json.putWord(word));
            }
        });
    }

    private void layer(CrossAttention attention, int layer) throws IOException {
        json.array(() -> {
            for (int head = 1; head <= attention.heads(); head++) {
                float[][] rows = attention.weights(layer, head);
                json.array(() -> {
                    for (float[] row : rows) {
                        json.element(row, 0, row.length);
                    }
                });
            }
        });
    }
}
