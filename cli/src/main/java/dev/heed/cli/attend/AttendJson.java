package dev.heed.cli.attend;

import dev.heed.Token;
import dev.heed.Word;
import dev.heed.attention.AttentionTrace;
import dev.heed.cli.attend.Attended.Step;
import dev.heed.cli.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/** The document of {@code heed attend}. */
final class AttendJson {
    private final JsonOutput json;

    AttendJson(JsonOutput json) {
        this.json = json;
    }

    void write(Attended attended) throws IOException {
        json.object(() -> {
            json.put("text", attended.text());
            json.put("mode", attended.simple() ? "simple" : "model");
            json.put("model", attended.model());
            json.put("layer", attended.layer());
            writeHead(attended);
            json.put("scale", attended.scale());
            writeTokens(attended);
            json.put("missing", List.of());
            json.put("scores", attended.scores());
            json.put("weights", attended.weights());
            json.put("wordWeights", attended.wordWeights());
            writeVectors(attended);
            writeSteps(attended.steps());
        });
        json.endLine();
    }

    private void writeHead(Attended attended) throws IOException {
        if (attended.head() == null && !attended.simple()) {
            json.put("head", "mean");
        } else {
            json.put("head", attended.head());
        }
    }

    private void writeTokens(Attended attended) throws IOException {
        json.put("tokenCount", attended.tokens().size());
        json.put("tokensTotal", attended.tokensTotal());
        json.put("truncated", attended.truncated());
        json.array("tokens", () -> {
            for (Token token : attended.tokens()) {
                json.object(() -> json.putToken(token));
            }
        });
        json.array("words", () -> {
            for (Word word : attended.words()) {
                json.object(() -> json.putWord(word));
            }
        });
    }

    private void writeVectors(Attended attended) throws IOException {
        if (attended.vectors() == null) {
            json.putNull("vectors");
            return;
        }
        json.object("vectors", () -> {
            json.put("static", attended.vectors().statics());
            json.put("contextual", attended.vectors().contextual());
        });
    }

    private void writeSteps(List<Step> steps) throws IOException {
        if (steps == null) {
            json.putNull("steps");
            return;
        }
        json.array("steps", () -> {
            for (Step step : steps) {
                json.object(() -> writeStep(step));
            }
        });
    }

    private void writeStep(Step step) throws IOException {
        AttentionTrace trace = step.trace();
        json.put("token", step.token());
        json.put("head", step.head());
        json.put("query", trace.query());
        json.put("keys", trace.keys());
        json.put("products", trace.products());
        json.put("scaledScores", trace.scaledScores());
        json.put("max", trace.max());
        json.put("exponentials", trace.exponentials());
        json.put("sum", trace.sum());
        json.put("weights", trace.weights());
        json.put("values", trace.values());
        json.put("weightedValues", trace.weightedValues());
        json.put("result", trace.result());
    }
}
