package dev.heed.view.json;

import dev.heed.GeneratedToken;
import dev.heed.Generation;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed generate} and {@code heed chat}. */
public final class GenerateDocument {
    private final JsonOutput json;

    /** @param json takes one document */
    public GenerateDocument(JsonOutput json) {
        this.json = json;
    }

    /**
     * @param generation that is over
     * @param written its tokens
     */
    public void write(Generation generation, List<GeneratedToken> written, String model, long seed) throws IOException {
        StringBuilder text = new StringBuilder();
        written.forEach(token -> text.append(token.text()));
        json.object(() -> {
            json.put("model", model);
            json.put("prompt", generation.prompt().text());
            json.put("text", text.append(generation.rest()).toString());
            json.put("finish", generation.finish().label());
            json.put("stopString", generation.stopString());
            json.put("seed", seed);
            json.put("promptTokens", generation.prompt().tokens().size());
            json.put("generatedTokens", written.size());
            json.array("tokens", () -> {
                for (GeneratedToken token : written) {
                    json.object(() -> token(token));
                }
            });
        });
        json.endLine();
    }

    private void token(GeneratedToken token) throws IOException {
        json.put("id", token.id());
        json.put("piece", token.piece());
        json.put("text", token.text());
        json.put("logprob", token.logprob());
        json.array("top", () -> {
            for (GeneratedToken.Alternative other : token.top()) {
                json.object(() -> {
                    json.put("id", other.id());
                    json.put("piece", other.piece());
                    json.put("logprob", other.logprob());
                });
            }
        });
        if (token.attention().isEmpty()) {
            json.putNull("attention");
            return;
        }
        json.array("attention", () -> {
            for (GeneratedToken.SectionShare share : token.attention()) {
                json.object(() -> {
                    json.put("section", share.section());
                    json.put("share", share.share());
                });
            }
        });
    }
}
