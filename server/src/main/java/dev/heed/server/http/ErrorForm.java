package dev.heed.server.http;

import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a refusal is written, by what the clients of a path read. */
public enum ErrorForm {
    /** {@code {"error": {"message", "subject"}}}: the page and {@code /api/}. */
    HEED {
        @Override
        void write(Refusal refusal, JsonOutput json) throws IOException {
            json.object("error", () -> {
                json.put("message", OneLine.of(refusal.getMessage()));
                json.put("subject", OneLine.of(refusal.subject()));
            });
        }
    },
    /** {@code {"error": {"message", "type", "param", "code"}}}: OpenAI's, which its clients need to find anything. */
    OPENAI {
        @Override
        void write(Refusal refusal, JsonOutput json) throws IOException {
            json.object("error", () -> {
                json.put("message", OneLine.of(refusal.getMessage()));
                json.put("type", refusal.reason().type());
                json.put("param", refusal.reason().blamesRequest() ? OneLine.of(refusal.subject()) : null);
                json.put("code", refusal.reason().code());
            });
        }
    },
    /** {@code {"error", "error_type"}}: text-embeddings-inference's. */
    INFERENCE {
        @Override
        void write(Refusal refusal, JsonOutput json) throws IOException {
            json.put("error", OneLine.of(refusal.getMessage()));
            json.put("error_type", refusal.reason().inferenceType());
        }
    };

    abstract void write(Refusal refusal, JsonOutput json) throws IOException;

    /** The refusal as a document on one line. */
    public byte[] document(Refusal refusal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            json.object(() -> write(refusal, json));
            json.endLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
