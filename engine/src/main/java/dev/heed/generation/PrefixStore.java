package dev.heed.generation;

import dev.heed.model.KeyValueCache;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keys and values of texts that were read before, for prompts that begin alike. Bounded in bytes: what was used longest ago
 * goes first. Thread-safe.
 */
final class PrefixStore {
    /** Below this, reading again costs less than keeping. */
    private static final int SHORTEST = 8;

    private final long mostBytes;
    private final Map<Long, Kept> kept = new LinkedHashMap<>();
    private long number;
    private long bytes;

    private record Kept(int[] ids, KeyValueCache cache, long bytes) {}

    PrefixStore(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A cache of the longest beginning of the prompt that is kept, its last token left out; null for none. */
    synchronized KeyValueCache find(int[] prompt) {
        long best = -1;
        int longest = SHORTEST - 1;
        for (var entry : kept.entrySet()) {
            int common = common(entry.getValue().ids(), prompt);
            if (common > longest) {
                longest = common;
                best = entry.getKey();
            }
        }
        if (best < 0) {
            return null;
        }
        Kept found = kept.remove(best);
        kept.put(number++, found); // used now
        return found.cache().fork(longest);
    }

    private static int common(int[] ids, int[] prompt) {
        int mismatch = Arrays.mismatch(ids, prompt);
        return Math.min(mismatch < 0 ? ids.length : mismatch, prompt.length - 1);
    }

    /** Keeps a cache, which nobody else uses any more. */
    synchronized void keep(int[] ids, KeyValueCache cache) {
        int[] read = Arrays.copyOf(ids, cache.length());
        long size = cache.bytes();
        if (read.length < SHORTEST || size > mostBytes) {
            return;
        }
        kept.values().removeIf(old -> {
            int mismatch = Arrays.mismatch(old.ids(), read);
            boolean covered = mismatch < 0 || mismatch == old.ids().length;
            bytes -= covered ? old.bytes() : 0;
            return covered;
        });
        kept.put(number++, new Kept(read, cache, size));
        bytes += size;
        var oldest = kept.entrySet().iterator();
        while (bytes > mostBytes) {
            bytes -= oldest.next().getValue().bytes();
            oldest.remove();
        }
    }
}
