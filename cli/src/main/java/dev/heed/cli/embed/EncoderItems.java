package dev.heed.cli.embed;

import dev.heed.Encoder;
import dev.heed.Encoding;
import dev.heed.TextEmbedding;
import dev.heed.TokenizedText;
import dev.heed.WordVector;
import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks an encoder for a batch of texts. */
final class EncoderItems implements Embedding {
    private final Encoder encoder;
    private final UnknownWords unknown;
    private final Level level;
    private final int layer;
    private final int dimension;
    private long index;

    /**
     * @param layer null for the last
     * @throws IllegalArgumentException if the model has no such layer
     */
    EncoderItems(Encoder encoder, Level level, Integer layer) {
        this.encoder = encoder;
        this.unknown = new UnknownWords(encoder);
        this.level = level;
        this.layer = layer == null ? encoder.model().layers() : layer;
        // what a text's vector and a token's vector have in common need not be their length
        this.dimension = level == Level.text && layer == null
                ? encoder.model().dimension()
                : lengthAt(encoder.encode(List.of(""), this.layer).getFirst());
    }

    @Override
    public Header header() {
        return new Header(encoder.model().name(), dimension, level, layer, encoder.precision());
    }

    @Override
    public Optional<String> unknown() {
        return unknown.note();
    }

    @Override
    public List<Item> embed(List<String> texts) {
        List<Item> items = items(texts);
        unknown.look(texts);
        return items;
    }

    private List<Item> items(List<String> texts) {
        List<Item> items = new ArrayList<>(texts.size());
        if (level == Level.text && layer == encoder.model().layers()) {
            for (TextEmbedding text : encoder.embed(texts)) {
                items.add(new Item(
                        index++, text.text(), text.tokenCount(), text.tokensTotal(), text.vector(), null, null, null));
            }
            return items;
        }
        for (Encoding encoding : encoder.encode(texts, layer)) {
            items.add(item(encoding));
        }
        return items;
    }

    @Override
    public void check(String text) {
        encoder.tokenize(text);
    }

    private int lengthAt(Encoding encoding) {
        return level == Level.text
                ? encoding.vector(layer).length
                : encoding.tokenVectors(layer).columns();
    }

    private Item item(Encoding encoding) {
        TokenizedText text = encoding.tokenized();
        return new Item(
                index++,
                text.text(),
                text.tokenCount(),
                text.tokensTotal(),
                level == Level.text ? encoding.vector(layer) : null,
                level == Level.word ? words(encoding) : null,
                level == Level.token ? tokens(encoding) : null,
                null);
    }

    private List<WordRow> words(Encoding encoding) {
        List<WordRow> rows = new ArrayList<>();
        for (WordVector word : encoding.words()) {
            rows.add(new WordRow(word.word(), word.vector(layer)));
        }
        return rows;
    }

    private List<TokenRow> tokens(Encoding encoding) {
        Matrix vectors = encoding.tokenVectors(layer);
        List<TokenRow> rows = new ArrayList<>();
        for (int i = 0; i < vectors.rows(); i++) {
            rows.add(new TokenRow(encoding.tokenized().tokens().get(i), vectors.row(i)));
        }
        return rows;
    }
}
