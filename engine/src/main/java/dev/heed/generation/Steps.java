package dev.heed.generation;

import dev.heed.model.KeyValueCache;
import dev.heed.model.NotFiniteException;
import dev.heed.model.TokenBatch;
import dev.heed.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One pass over the tokens that some texts wait to have read, each at its own place. */
final class Steps {
    /** Tokens of prompts in one pass: long prompts are read in parts, so that other texts go on between. */
    static final int PASS_TOKENS = 512;

    /** Takes the scores that follow a text's tokens, and the last token's vectors where it wants them. */
    @FunctionalInterface
    interface Listener {
        void ready(Writing writing, float[] logits, SortedMap<Integer, Matrix> layers);
    }

    private Steps() {}

    static void run(Decoder decoder, List<Writing> writings, Listener listener) {
        List<int[]> pending = new ArrayList<>();
        List<KeyValueCache> caches = new ArrayList<>();
        int room = PASS_TOKENS;
        for (Writing writing : writings) {
            int[] ids = writing.pending(Math.max(1, room)); // one token goes always: no text waits for another's prompt
            room -= ids.length;
            pending.add(ids);
            caches.add(writing.cache());
        }
        boolean[] ready = new boolean[writings.size()];
        boolean states = false;
        for (int i = 0; i < ready.length; i++) {
            ready[i] = writings.get(i).readyAfter(pending.get(i).length);
            states |= ready[i] && writings.get(i).wantsStates();
        }
        TokenBatch batch = TokenBatch.of(pending);
        SortedMap<Integer, Matrix> layers;
        try {
            layers = decoder.transformer().forward(batch, caches, states ? 0 : decoder.layers(), decoder.workers());
        } catch (NotFiniteException e) {
            throw e.behind(caches.get(e.sequence()).length()); // a pass that failed kept nothing
        }
        write(decoder, batch, writings, ready, layers, listener);
    }

    private static void write(
            Decoder decoder,
            TokenBatch batch,
            List<Writing> writings,
            boolean[] ready,
            SortedMap<Integer, Matrix> layers,
            Listener listener) {
        List<float[]> rows = new ArrayList<>();
        Matrix last = layers.get(decoder.layers());
        for (int i = 0; i < ready.length; i++) {
            if (ready[i]) {
                rows.add(last.row(lastRow(batch, i)));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        Matrix logits = decoder.logits(Matrix.copyOf(rows.toArray(float[][]::new)));
        int at = 0;
        for (int i = 0; i < ready.length; i++) {
            if (ready[i]) {
                Writing writing = writings.get(i);
                var kept = writing.wantsStates() ? rowOf(layers, lastRow(batch, i)) : new TreeMap<Integer, Matrix>();
                listener.ready(writing, logits.row(at++), kept);
            }
        }
    }

    private static int lastRow(TokenBatch batch, int sequence) {
        return batch.sequences().queryStart(sequence) + batch.sequences().queryLength(sequence) - 1;
    }

    private static SortedMap<Integer, Matrix> rowOf(SortedMap<Integer, Matrix> layers, int row) {
        SortedMap<Integer, Matrix> out = new TreeMap<>();
        layers.forEach((layer, all) -> out.put(layer, Matrix.of(all.row(row), 1, all.columns())));
        return out;
    }
}
