package dev.heed.generation;

import dev.heed.model.KeyValueCache;
import dev.heed.tensor.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Writes texts with one model, alone or several in step. Thread-safe; a {@link Writing} is one thread's at a time. */
public final class Generator {
    private final Decoder decoder;
    private final PrefixStore prefixes;
    private Vocabulary vocabulary; // null until a schema asks

    /** @param prefixBytes how much is kept of texts that were read, for prompts that begin alike; 0 for nothing */
    public Generator(Decoder decoder, long prefixBytes) {
        this.decoder = decoder;
        prefixes = new PrefixStore(prefixBytes);
    }

    /** The model. */
    public Decoder decoder() {
        return decoder;
    }

    /**
     * A text that goes on from a prompt; nothing is computed yet.
     *
     * @param prompt at least one id, and fewer than the context holds
     * @throws IllegalArgumentException if it is too long, or the schema is not understood
     */
    public Writing begin(int[] prompt, Settings settings) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("prompt: expected at least one token, got none");
        }
        if (prompt.length >= decoder.contextLength()) {
            throw new IllegalArgumentException("prompt: expected fewer than " + decoder.contextLength()
                    + " tokens, the model's context, got " + prompt.length);
        }
        KeyValueCache known = prefixes.find(prompt);
        return new Writing(
                decoder,
                prompt,
                known == null ? decoder.transformer().newCache() : known,
                settings,
                settings.schema() == null ? null : vocabulary());
    }

    private synchronized Vocabulary vocabulary() {
        if (vocabulary == null) {
            vocabulary = Vocabulary.of(decoder);
        }
        return vocabulary;
    }

    /** The next token of one text; empty once it is over. */
    public Optional<Step> next(Writing writing) {
        Step[] written = new Step[1];
        boolean[] wrote = new boolean[1];
        while (!wrote[0] && writing.finish() == null) {
            Steps.run(decoder, List.of(writing), (one, logits, layers) -> {
                wrote[0] = true;
                written[0] = one.write(logits, layers).orElse(null);
            });
        }
        return Optional.ofNullable(written[0]);
    }

    /** Hears of a text that came to its next token. */
    @FunctionalInterface
    public interface Listener {
        /**
         * The text may take its next token.
         *
         * @param logits the scores, for {@link Writing#write}
         * @param layers the last token's vectors, likewise
         */
        void ready(Writing writing, float[] logits, SortedMap<Integer, Matrix> layers);
    }

    /** One pass for several texts that are not over. */
    public void step(List<Writing> writings, Listener listener) {
        Steps.run(decoder, writings, listener::ready);
    }

    /** Ends a text, if it is not over, and keeps what was read for others that begin alike. */
    public void end(Writing writing) {
        writing.interrupt();
        prefixes.keep(writing.ids(), writing.cache());
    }

    /** The vectors of a prompt's last token at each layer, its scores, and the keys and values of all tokens. */
    public Reading read(int[] prompt) {
        KeyValueCache known = prefixes.find(prompt);
        KeyValueCache cache = known == null ? decoder.transformer().newCache() : known;
        return Reading.of(decoder, prompt, cache);
    }

    /** Keeps what a reading read for prompts that begin alike; it is not to be used any more. */
    public void end(Reading reading) {
        prefixes.keep(reading.ids(), reading.cache());
    }
}
