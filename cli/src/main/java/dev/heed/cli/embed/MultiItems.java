package dev.heed.cli.embed;

import dev.heed.MultiVectorEncoder;
import dev.heed.MultiVectorEncoder.TokenVectors;
import dev.heed.cli.embed.Item.TokenRow;
import java.util.ArrayList;
import java.util.List;

/** Asks a late-interaction model for a batch of texts, all queries or all documents. */
final class MultiItems implements Embedding {
    private final MultiVectorEncoder encoder;
    private final Purpose purpose;
    private long index;

    MultiItems(MultiVectorEncoder encoder, Purpose purpose) {
        this.encoder = encoder;
        this.purpose = purpose;
    }

    @Override
    public Header header() {
        return new Header(
                encoder.model().name(),
                encoder.model().dimension(),
                Level.multi,
                encoder.model().layers(),
                "fp32");
    }

    @Override
    public List<Item> embed(List<String> texts) {
        List<Item> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            TokenVectors read = read(text);
            List<TokenRow> rows = read.tokens().stream()
                    .map(row -> new TokenRow(row.token(), row.vector()))
                    .toList();
            items.add(new Item(index++, text, read.tokenCount(), read.tokensTotal(), null, null, rows, null));
        }
        return items;
    }

    private TokenVectors read(String text) {
        return purpose == Purpose.query ? encoder.embedQuery(text) : encoder.embedDocument(text);
    }

    @Override
    public void check(String text) {
        read(text);
    }
}
