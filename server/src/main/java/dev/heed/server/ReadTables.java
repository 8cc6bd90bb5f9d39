package dev.heed.server;

import dev.heed.meaning.sense.OccurrenceTable;
import dev.heed.meaning.sense.SenseMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Words that were read lately, so that merging, splitting and naming need not take them through the model again: the last
 * few, some 17 KB an occurrence. Thread-safe; two requests for the same word may both read it.
 */
final class ReadTables {
    private static final int KEPT = 3;

    private final Map<Key, Read> kept = new LinkedHashMap<>(8, 0.75f, true);

    private record Key(String model, AskedCorpus asked) {}

    /**
     * A word's occurrences.
     *
     * @param groups as they were found
     */
    record Read(OccurrenceTable table, int[] groups, SenseMap map) {}

    Read of(String model, AskedCorpus asked, Supplier<Read> reading) {
        Key key = new Key(model, asked);
        synchronized (kept) {
            Read read = kept.get(key);
            if (read != null) {
                return read;
            }
        }
        Read read = reading.get();
        synchronized (kept) {
            kept.put(key, read);
            while (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
        return read;
    }
}
