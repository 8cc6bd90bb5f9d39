package dev.heed.flink;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.Models;
import dev.heed.Overflow;
import dev.heed.Precision;
import dev.heed.StaticEncoder;
import java.io.Serializable;

/**
 * How texts are embedded; travels to the task managers. Immutable.
 *
 * @param model a packaged model's name, or a folder that every task manager finds under this path
 * @param prompt the name of one of the folder's prompts, or what is put before each text; null for what the folder puts there
 * @param precision number format of the products
 * @param overflow what happens to longer texts
 * @param maxTokens the most tokens of a text; 0 for the model's limit
 * @param dimensions numbers of a vector, the first; 0 for all
 */
record EmbedSettings(String model, String prompt, Precision precision, Overflow overflow, int maxTokens, int dimensions)
        implements Serializable {
    /** Opens the model. It computes on the threads of its callers, which are Flink's. */
    TextModel open() {
        Model found = Models.find(model);
        if (StaticEncoder.reads(found)) {
            StaticEncoder encoder = StaticEncoder.open(found, null, dimensions, precision, overflow, maxTokens);
            String before = before(encoder.model().prompts(), encoder.prompt());
            return texts -> texts.stream()
                    .map(text -> encoder.embed(before, text).vector())
                    .toList();
        }
        Encoder.Builder builder =
                Encoder.builder(found).threads(1).precision(precision).overflow(overflow);
        if (maxTokens > 0) {
            builder.maxTokens(maxTokens);
        }
        if (dimensions > 0) {
            builder.dimensions(dimensions);
        }
        Encoder encoder = builder.open();
        String before = before(encoder.model().prompts(), encoder.prompt());
        return texts ->
                encoder.embed(before, texts).stream().map(text -> text.vector()).toList();
    }

    private String before(java.util.Map<String, String> prompts, String standard) {
        return prompt == null ? standard : prompts.getOrDefault(prompt, prompt);
    }
}
