package dev.heed.cli.embed;

import dev.heed.SparseEncoder;
import java.util.ArrayList;
import java.util.List;

/** Asks a sparse model for a batch of texts. */
final class SparseItems implements Embedding {
    private final SparseEncoder encoder;
    private long index;

    SparseItems(SparseEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public Header header() {
        return new Header(
                encoder.model().name(),
                encoder.pieces(),
                Level.sparse,
                encoder.model().layers(),
                "fp32");
    }

    @Override
    public List<Item> embed(List<String> texts) {
        List<Item> items = new ArrayList<>(texts.size());
        for (SparseEncoder.Sparse text : encoder.embed(texts)) {
            items.add(new Item(
                    index++, text.text(), text.tokenCount(), text.tokensTotal(), null, null, null, text.terms()));
        }
        return items;
    }

    @Override
    public void check(String text) {
        encoder.embed(text);
    }
}
