package dev.heed.cli.embed;

import dev.heed.StaticEncoder;
import dev.heed.TextEmbedding;
import java.util.ArrayList;
import java.util.List;

/** Asks a static model for a batch of texts. */
final class StaticItems implements Embedding {
    private final StaticEncoder encoder;
    private long index;

    StaticItems(StaticEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public Header header() {
        return new Header(encoder.model().name(), encoder.model().dimension(), Level.text, 0, "fp32");
    }

    @Override
    public List<Item> embed(List<String> texts) {
        List<Item> items = new ArrayList<>(texts.size());
        for (TextEmbedding text : encoder.embed(texts)) {
            items.add(new Item(
                    index++, text.text(), text.tokenCount(), text.tokensTotal(), text.vector(), null, null, null));
        }
        return items;
    }

    @Override
    public void check(String text) {
        encoder.embed(text);
    }
}
