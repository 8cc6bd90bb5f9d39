package dev.heed.view.json;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.view.AttentionStep;
import dev.heed.view.AttentionView;
import java.io.IOException;

/** The document of {@code heed attend}. */
public final class AttendDocument {
    private final JsonOutput json;

    /** @param json takes the document */
    public AttendDocument(JsonOutput json) {
        this.json = json;
    }

    /** Writes it. */
    public void write(AttentionView view) throws IOException {
        json.object(() -> {
            json.put("text", view.text());
            json.put("mode", view.simple() ? "simple" : "model");
            json.put("model", view.model());
            json.put("layer", view.layer());
            writeHead(view);
            json.put("scale", view.scale());
            writeTokens(view);
            json.put("missing", view.missing());
            json.putScores("scores", view.scores());
            json.put("weights", view.weights());
            json.put("wordWeights", view.wordWeights());
            writeVectors(view);
            writeSteps(view);
            json.put("notes", view.notes());
        });
        json.endLine();
    }

    private void writeHead(AttentionView view) throws IOException {
        if (view.head() == null && !view.simple()) {
            json.put("head", "mean");
        } else {
            json.put("head", view.head());
        }
    }

    private void writeTokens(AttentionView view) throws IOException {
        json.put("tokenCount", view.tokens().size());
        json.put("tokensTotal", view.tokensTotal());
        json.put("truncated", view.truncated());
        json.array("tokens", () -> {
            for (Token token : view.tokens()) {
                json.object(() -> json.putToken(token));
            }
        });
        json.array("words", () -> {
            for (Word word : view.words()) {
                json.object(() -> json.putWord(word));
            }
        });
    }

    private void writeVectors(AttentionView view) throws IOException {
        if (view.vectors() == null) {
            json.putNull("vectors");
            return;
        }
        json.object("vectors", () -> {
            json.put("static", view.vectors().statics());
            json.put("contextual", view.vectors().contextual());
        });
    }

    private void writeSteps(AttentionView view) throws IOException {
        if (view.explained() < 0) {
            json.putNull("steps");
            return;
        }
        json.array("steps", () -> {
            for (AttentionStep step : view.steps()) {
                json.object(() -> writeStep(step));
            }
        });
    }

    private void writeStep(AttentionStep step) throws IOException {
        AttentionTrace trace = step.trace();
        json.put("token", step.token());
        json.put("head", step.head());
        json.put("query", trace.query());
        json.put("keys", trace.keys());
        json.put("products", trace.products());
        if (trace.bias() != null) {
            json.put("bias", trace.bias());
        }
        json.putScores("scaledScores", trace.scaledScores());
        json.put("max", trace.max());
        json.put("exponentials", trace.exponentials());
        json.put("sum", trace.sum());
        json.put("weights", trace.weights());
        json.put("values", trace.values());
        json.put("weightedValues", trace.weightedValues());
        json.put("result", trace.result());
    }
}
