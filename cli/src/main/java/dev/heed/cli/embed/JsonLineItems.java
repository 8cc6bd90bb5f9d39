package dev.heed.cli.embed;

import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;

/** One document an item and line; each says what model it comes from. */
final class JsonLineItems implements ItemWriter {
    private final JsonOutput json;
    private Header header;

    JsonLineItems(OutputStream out) throws IOException {
        this.json = new JsonOutput(out);
    }

    @Override
    public void begin(Header all) {
        this.header = all;
    }

    @Override
    public void write(Item item) throws IOException {
        json.object(() -> {
            JsonItems.putHeader(json, header);
            JsonItems.putItem(json, item);
        });
        json.endLine();
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void end() throws IOException {
        json.close();
    }
}
