package dev.heed.tokenizer.normalizer;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.aligned.AlignedText;
import dev.heed.tokenizer.aligned.Rewriting;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Precompiled}: SentencePiece's character map, a trie of bytes with a text for each key.
 *
 * <p>Layout: size of the trie in bytes (little-endian u32), the trie as a Darts double array, the texts, each ended by a 0.
 * As in the reference a grapheme cluster of fewer than 6 bytes is looked up whole, else its characters one by one, and of
 * the keys that begin with what is looked up the shortest counts. Every index is checked: a damaged map maps less.
 */
public final class Precompiled implements Normalizer {
    private static final int LONGEST_CLUSTER = 5;
    private static final int FIRST_MARK = 0x300;
    /** Marks that came with Unicode 17, which the reference knows. */
    private static final String NEWER_MARKS =
            "[\\x{1ACF}-\\x{1ADD}\\x{1AE0}-\\x{1AEB}\\x{10EFA}\\x{10EFB}\\x{11B60}-\\x{11B67}"
                    + "\\x{1E6E3}\\x{1E6E6}\\x{1E6EE}\\x{1E6EF}\\x{1E6F5}]";

    private static final Pattern CLUSTER = Pattern.compile("\\X(?:" + NEWER_MARKS + "[\\p{M}\\x{200C}\\x{200D}]*)*");

    private final int[] trie;
    private final byte[] texts;

    /** @throws InvalidFileException if the bytes are no such map */
    public Precompiled(byte[] map, String where) {
        ByteBuffer buffer = ByteBuffer.wrap(map).order(ByteOrder.LITTLE_ENDIAN);
        int size = map.length < Integer.BYTES ? -1 : buffer.getInt();
        if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > buffer.remaining()) {
            throw new InvalidFileException(where + ": expected a precompiled character map with a trie of at most "
                    + map.length + " bytes, got " + size + " (precompiled_charsmap); fetch the file again");
        }
        trie = new int[size / Integer.BYTES];
        buffer.asIntBuffer().get(trie);
        buffer.position(Integer.BYTES + size);
        texts = new byte[buffer.remaining()];
        buffer.get(texts);
    }

    @Override
    public boolean normalize(AlignedText in, AlignedText out) {
        Rewriting rewriting = new Rewriting();
        Matcher clusters = CLUSTER.matcher(in);
        byte[] bytes = new byte[LONGEST_CLUSTER];
        boolean modified = false;
        for (int i = 0; i < in.size(); ) {
            int end = cluster(in, i, clusters);
            int length = utf8(in, i, end, bytes);
            int text = length <= LONGEST_CLUSTER ? find(bytes, length) : -1;
            if (text >= 0) {
                replace(rewriting, in, i, end, text);
                modified = true;
                i = end;
                continue;
            }
            while (i < end) {
                int codePoint = in.codePoint(i);
                int next = i + Character.charCount(codePoint);
                text = find(bytes, utf8(in, i, next, bytes));
                if (text >= 0) {
                    replace(rewriting, in, i, next, text);
                    modified = true;
                } else {
                    rewriting.add(codePoint, 0);
                }
                i = next;
            }
        }
        if (modified) {
            rewriting.apply(in, out);
        }
        return modified;
    }

    /** Where the grapheme cluster that begins at {@code at} ends. */
    private static int cluster(AlignedText in, int at, Matcher clusters) {
        int next = at + Character.charCount(in.codePoint(at));
        if (next == in.size()) {
            return next;
        }
        char first = in.charAt(at);
        char second = in.charAt(next);
        if (first < FIRST_MARK && second < FIRST_MARK) {
            return first == '\r' && second == '\n' ? next + 1 : next;
        }
        return clusters.region(at, in.size()).lookingAt() ? clusters.end() : next;
    }

    /** Puts the text's UTF-8 into {@code bytes} and returns its length; more than there is room for if it does not fit. */
    private static int utf8(AlignedText in, int from, int to, byte[] bytes) {
        int length = 0;
        for (int i = from; i < to; ) {
            int c = in.codePoint(i);
            int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (length + size > bytes.length) {
                return bytes.length + 1;
            }
            if (size == 1) {
                bytes[length++] = (byte) c;
            } else {
                bytes[length++] = (byte) (0xF00 >> size & 0xFF | c >> 6 * (size - 1));
                for (int k = size - 2; k >= 0; k--) {
                    bytes[length++] = (byte) (0x80 | c >> 6 * k & 0x3F);
                }
            }
            i += Character.charCount(c);
        }
        return length;
    }

    /** Where the text of the shortest key that begins the bytes stands; −1 if there is none. */
    private int find(byte[] bytes, int length) {
        int node = offset(trie[0]);
        for (int i = 0; i < length && bytes[i] != 0; i++) {
            int label = bytes[i] & 0xFF;
            node ^= label;
            if (node < 0 || node >= trie.length || (trie[node] & 0x8000_00FF) != label) {
                return -1;
            }
            int unit = trie[node];
            node ^= offset(unit);
            if ((unit >> 8 & 1) == 1) {
                int text = node >= 0 && node < trie.length ? trie[node] & 0x7FFF_FFFF : -1;
                return text < texts.length ? text : -1;
            }
        }
        return -1;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >> 6);
    }

    /** Hands out changes as the reference does; where text becomes none, the character before takes its place in. */
    private void replace(Rewriting rewriting, AlignedText in, int from, int to, int text) {
        int end = text;
        while (end < texts.length && texts[end] != 0) {
            end++;
        }
        String replacement = new String(texts, text, end - text, StandardCharsets.UTF_8);
        int more = 0;
        for (int i = 0; i < replacement.length(); more++) {
            int codePoint = replacement.codePointAt(i);
            rewriting.add(codePoint, 0);
            i += Character.charCount(codePoint);
        }
        for (int i = from; i < to; more--) {
            i += Character.charCount(in.codePoint(i));
        }
        for (int back = 1; back <= more; back++) {
            rewriting.setChange(back, 1);
        }
        if (more < 0) {
            rewriting.change(1, more);
        }
    }
}
