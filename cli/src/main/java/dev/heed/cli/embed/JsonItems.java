package dev.heed.cli.embed;

import dev.heed.SparseEncoder;
import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;

/** One document with all items, written as they come. */
final class JsonItems implements ItemWriter {
    private final JsonOutput json;

    JsonItems(OutputStream out) throws IOException {
        this.json = new JsonOutput(out);
    }

    @Override
    public void begin(Header header) throws IOException {
        json.startObject();
        putHeader(json, header);
        json.startArray("items");
    }

    @Override
    public void write(Item item) throws IOException {
        json.object(() -> putItem(json, item));
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void end() throws IOException {
        json.endArray();
        json.endObject();
        json.endLine();
        json.close();
    }

    static void putHeader(JsonOutput json, Header header) throws IOException {
        json.put("model", header.model());
        json.put("dimension", header.dimension());
        json.put("level", header.level().name());
        json.put("layer", header.layer());
        json.put("precision", header.precision());
    }

    static void putItem(JsonOutput json, Item item) throws IOException {
        json.put("index", item.index());
        json.put("text", item.text());
        json.put("tokenCount", item.tokenCount());
        json.put("tokensTotal", item.tokensTotal());
        json.put("truncated", item.truncated());
        if (item.vector() != null) {
            json.put("vector", item.vector());
        } else if (item.terms() != null) {
            json.array("terms", () -> {
                for (SparseEncoder.Term term : item.terms()) {
                    json.object(() -> {
                        json.put("id", term.id());
                        json.put("piece", term.piece());
                        json.put("weight", term.weight());
                    });
                }
            });
        } else if (item.words() != null) {
            json.array("words", () -> {
                for (WordRow row : item.words()) {
                    json.object(() -> {
                        json.putWord(row.word());
                        json.put("vector", row.vector());
                    });
                }
            });
        } else {
            json.array("tokens", () -> {
                for (TokenRow row : item.tokens()) {
                    json.object(() -> {
                        json.putToken(row.token());
                        json.put("vector", row.vector());
                    });
                }
            });
        }
    }
}
