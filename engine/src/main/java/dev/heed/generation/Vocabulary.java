package dev.heed.generation;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The bytes of all tokens, in an order in which a grammar reads common beginnings once. Immutable, thread-safe. */
final class Vocabulary {
    private final byte[][] bytes;
    private final int[] ordered;

    /** @param bytes by id; none for tokens that are no text */
    Vocabulary(byte[][] bytes) {
        this.bytes = bytes;
        ordered = IntStream.range(0, bytes.length)
                .filter(id -> bytes[id].length > 0)
                .boxed()
                .sorted(Comparator.comparing(id -> bytes[id], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static Vocabulary of(Decoder decoder) {
        byte[][] bytes = new byte[decoder.transformer().config().vocabularySize()][];
        for (int id = 0; id < bytes.length; id++) {
            bytes[id] = decoder.bytes(id);
        }
        return new Vocabulary(bytes);
    }

    byte[] bytes(int id) {
        return bytes[id];
    }

    /** The tokens with which a text may go on. */
    BitSet allowed(Grammar.Place place) {
        BitSet allowed = new BitSet(bytes.length);
        Grammar.Place[] path = new Grammar.Place[64]; // after each byte of the last token; null once it was refused
        byte[] last = new byte[0];
        int reached = 0; // bytes of the last token that were accepted
        for (int id : ordered) {
            byte[] token = bytes[id];
            int common = Arrays.mismatch(last, token);
            int shared = common < 0 ? token.length : common;
            last = token;
            if (shared > reached) {
                continue; // begins like a token that was refused there
            }
            if (token.length > path.length) {
                path = Arrays.copyOf(path, 2 * token.length);
            }
            reached = shared;
            Grammar.Place at = shared == 0 ? place : path[shared - 1];
            while (reached < token.length) {
                at = at.after(token[reached] & 0xFF);
                if (at == null) {
                    break;
                }
                path[reached++] = at;
            }
            if (reached == token.length) {
                allowed.set(id);
            }
        }
        return allowed;
    }
}
