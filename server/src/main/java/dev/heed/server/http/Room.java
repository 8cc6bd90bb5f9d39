package dev.heed.server.http;

import dev.heed.view.json.JsonOutput;
import java.io.IOException;

/** One kind of question that is answered under {@code /api/}. Thread-safe. */
public interface Room {
    /**
     * Answers.
     *
     * @param keys what is asked
     * @param document takes one document
     * @throws Refusal if the question is none
     * @throws IllegalArgumentException if it cannot be answered
     */
    void answer(Keys keys, JsonOutput document) throws IOException;
}
