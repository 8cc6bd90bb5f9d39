package dev.heed.generation;

import dev.heed.model.KeyValueCache;
import dev.heed.tensor.Matrix;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One text that is being written: what is known of it between steps. Not thread-safe.
 *
 * <p>Its tokens depend on its own prompt, settings and seed alone, bit for bit: not on what is written beside it, nor on how
 * its prompt was read.
 */
public final class Writing {
    private final Decoder decoder;
    private final Settings settings;
    private final int promptLength;
    private final Sampler sampler;
    private final TextStream stream = new TextStream();
    private final StopRule stops;
    private final SchemaMask mask;
    private final KeyValueCache cache;
    private int[] ids;
    private int length;
    private Finish finish;
    private String rest = "";
    private SortedMap<Integer, Matrix> layers;

    /**
     * @param cache holds the keys and values of the prompt's first tokens, fewer than all
     * @param vocabulary asked for where a schema is to be held
     */
    Writing(Decoder decoder, int[] prompt, KeyValueCache cache, Settings settings, Vocabulary vocabulary) {
        this.decoder = decoder;
        this.settings = settings;
        this.cache = cache;
        promptLength = prompt.length;
        ids = Arrays.copyOf(prompt, prompt.length + 64);
        length = prompt.length;
        sampler = new Sampler(settings.sampling(), decoder.kernels());
        for (int id : prompt) {
            sampler.see(id);
        }
        stops = new StopRule(settings.stops());
        mask = settings.schema() == null
                ? null
                : new SchemaMask(
                        JsonSchema.compile(settings.schema(), settings.schemaName()), vocabulary, decoder.ends());
    }

    /** The tokens to be read next, at most {@code most}, unless all must be read anew; more than one while the prompt is read. */
    int[] pending(int most) {
        int end = decoder.transformer().nextEnd(cache, length, most);
        return Arrays.copyOfRange(ids, cache.length(), end);
    }

    /** Whether a pass over {@code count} tokens more leads to a new one. */
    boolean readyAfter(int count) {
        return cache.length() + count == length;
    }

    boolean wantsStates() {
        return settings.states();
    }

    /**
     * The next token, by the scores that follow all tokens so far.
     *
     * @param lastLayers the last token's vector at each layer kept, (1, hiddenSize); empty where none were
     * @return empty if the model ended the text instead
     */
    public Optional<Step> write(float[] logits, SortedMap<Integer, Matrix> lastLayers) {
        layers = lastLayers;
        BitSet allowed = mask == null ? null : mask.allowed();
        int id = sampler.choose(logits, allowed);
        if (id < 0) {
            throw new IllegalStateException(
                    mask == null
                            ? "generate: expected a token that may follow, got none; the logit bias rules all out"
                            : "json-schema: expected a token that may follow, got none; this model's vocabulary cannot"
                                    + " write such a text");
        }
        if (decoder.ends().get(id)) {
            end(Finish.END);
            return Optional.empty();
        }
        return Optional.of(accept(id, Probabilities.of(logits, decoder.kernels())));
    }

    private Step accept(int id, Probabilities probabilities) {
        if (length == ids.length) {
            ids = Arrays.copyOf(ids, 2 * length);
        }
        ids[length++] = id;
        sampler.see(id);
        String text = stops.add(stream.add(told(id)));
        int[] top = probabilities.top(settings.top());
        float[] logprobs = new float[top.length];
        for (int i = 0; i < top.length; i++) {
            logprobs[i] = probabilities.logprob(top[i]);
        }
        if (mask != null) {
            mask.accept(id);
        }
        if (stops.found() != null) {
            finish = Finish.STOP;
        } else if (mask != null && mask.ended()) {
            end(Finish.END);
        } else if (length - promptLength >= settings.maxTokens() || length >= decoder.contextLength()) {
            end(Finish.LENGTH);
        }
        return new Step(id, decoder.piece(id), text, probabilities.logprob(id), top, logprobs);
    }

    /** What a token adds to the text. */
    private byte[] told(int id) {
        byte[] bytes = decoder.bytes(id);
        String piece = decoder.piece(id);
        return bytes.length == 0 && settings.markers().contains(piece) ? piece.getBytes(StandardCharsets.UTF_8) : bytes;
    }

    private void end(Finish how) {
        finish = how;
        rest = stops.add(stream.end());
        if (stops.found() != null) {
            finish = Finish.STOP;
        } else {
            rest += stops.end();
        }
    }

    /** Ends it before its time. */
    void interrupt() {
        if (finish == null) {
            end(Finish.INTERRUPTED);
        }
    }

    /** Why it is over; null while it is not. */
    public Finish finish() {
        return finish;
    }

    public String stopString() {
        return stops.found();
    }

    /** What was held back and belongs to the text after all, once it is over. */
    public String rest() {
        return rest;
    }

    public int promptLength() {
        return promptLength;
    }

    /** Prompt and text. */
    public int[] ids() {
        return Arrays.copyOf(ids, length);
    }

    public KeyValueCache cache() {
        return cache;
    }

    /** The vectors from which the last token came, by layer. */
    public SortedMap<Integer, Matrix> layers() {
        return layers;
    }
}
