package dev.heed.view.json;

import dev.heed.Token;
import dev.heed.TokenizedText;
import dev.heed.Word;
import java.io.IOException;
import java.util.List;

/** A text as it is read, without any attention: its tokens and words. */
public final class TextDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public TextDocument(JsonOutput json) {
        this.json = json;
    }

    /**
     * Writes it.
     *
     * @param words those that attend to each other
     * @param window which of {@code windows} it is, from 0
     */
    public void write(TokenizedText text, List<Word> words, String model, int window, int windows) throws IOException {
        json.object(() -> {
            json.put("model", model);
            json.put("window", window);
            json.put("windows", windows);
            json.put("tokenCount", text.tokenCount());
            json.put("tokensTotal", text.tokensTotal());
            json.array("tokens", () -> {
                for (Token token : text.tokens()) {
                    json.object(() -> json.putToken(token));
                }
            });
            json.array("words", () -> {
                for (Word word : words) {
                    json.object(() -> json.putWord(word));
                }
            });
        });
        json.endLine();
    }
}
