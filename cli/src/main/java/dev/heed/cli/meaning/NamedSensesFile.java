package dev.heed.cli.meaning;

import dev.heed.meaning.sense.NamedSenses;
import dev.heed.view.json.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Named senses as the JSON that {@link NamedSenses#read} takes. */
final class NamedSensesFile {
    private NamedSensesFile() {}

    static byte[] bytes(NamedSenses named) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonOutput json = new JsonOutput(bytes)) {
            json.object(() -> {
                json.put("word", named.word());
                json.array("senses", () -> {
                    for (NamedSenses.Named sense : named.senses()) {
                        json.object(() -> {
                            json.put("name", sense.name());
                            json.array("examples", () -> {
                                for (NamedSenses.Example example : sense.examples()) {
                                    json.object(() -> {
                                        json.put("text", example.text());
                                        json.putSpan(example.span());
                                    });
                                }
                            });
                        });
                    }
                });
            });
            json.endLine();
        }
        return bytes.toByteArray();
    }
}
