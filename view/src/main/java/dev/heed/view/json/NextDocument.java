package dev.heed.view.json;

import dev.heed.Candidate;
import dev.heed.NextWord;
import dev.heed.Prompt;
import dev.heed.Token;
import dev.heed.generation.Attribution;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed next}. */
public final class NextDocument {
    private final JsonOutput json;

    /** @param json takes one document */
    public NextDocument(JsonOutput json) {
        this.json = json;
    }

    /** @param why null where it was not asked for */
    public void write(NextWord next, String model, Attribution why) throws IOException {
        List<Token> tokens = next.prompt().tokens();
        json.object(() -> {
            json.put("text", next.prompt().text());
            json.put("model", model);
            json.array("tokens", () -> {
                for (Token token : tokens) {
                    json.object(() -> json.putToken(token));
                }
            });
            json.put("position", tokens.size());
            json.array("candidates", () -> candidates(next.candidates()));
            json.array("layers", () -> {
                for (NextWord.LayerCandidates layer : next.layers()) {
                    json.object(() -> {
                        json.put("layer", layer.layer());
                        json.array("candidates", () -> candidates(layer.candidates()));
                    });
                }
            });
            if (why == null) {
                json.putNull("why");
            } else {
                json.object("why", () -> why(why, next.prompt()));
            }
        });
        json.endLine();
    }

    private void candidates(List<Candidate> candidates) throws IOException {
        for (Candidate candidate : candidates) {
            json.object(() -> {
                json.put("id", candidate.id());
                json.put("piece", candidate.piece());
                json.put("text", candidate.text());
                json.put("logit", candidate.logit());
                json.put("probability", candidate.probability());
            });
        }
    }

    private void why(Attribution why, Prompt prompt) throws IOException {
        json.put("id", why.id());
        json.put("against", why.against() < 0 ? null : (Integer) why.against());
        json.put("logit", why.logit());
        json.array("parts", () -> {
            for (Attribution.Part part : why.parts()) {
                json.object(() -> {
                    json.put("kind", part.kind().label());
                    json.put("layer", part.layer());
                    json.put("head", part.head() == 0 ? null : (Integer) part.head());
                    if (part.from() < 0) {
                        json.putNull("from");
                    } else {
                        json.object("from", () -> json.putToken(prompt.tokens().get(part.from())));
                    }
                    json.put("share", part.share());
                });
            }
        });
        json.put("rest", why.rest());
    }
}
