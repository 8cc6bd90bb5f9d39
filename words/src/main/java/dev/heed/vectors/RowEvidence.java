package dev.heed.vectors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the rows behind word2vec's header are, text or binary: both readings are tried on all rows at hand. Text counts if
 * every line is a word and its numbers. Binary counts if every row has its word, its space and its room, and either the
 * last of them ends the file or the numbers hold bytes that no text has. Where neither holds the file is damaged, and is
 * what it looks like.
 */
final class RowEvidence {
    private static final int LONGEST_CHARACTER = 4;
    private static final int NUMBERS_LOOKED_AT = 64;

    private final byte[] head;
    private final long size;
    private final TextHeader header;
    private final boolean whole; // the head is all of the file

    /**
     * @param head the first bytes of the file
     * @param size of the file in bytes, or {@link FileKind#UNKNOWN_SIZE}
     */
    RowEvidence(byte[] head, long size, TextHeader header) {
        this.head = head;
        this.size = size;
        this.header = header;
        this.whole = size == head.length;
    }

    FileKind kind() {
        boolean possible = header.dimension() >= 1 && header.dimension() <= TextVectors.LARGEST_DIMENSION;
        if (possible && linesAreRows()) {
            return FileKind.TEXT;
        }
        if (possible && bytesAreRows()) {
            return FileKind.WORD2VEC_BINARY;
        }
        return looksLikeText() ? FileKind.TEXT : FileKind.WORD2VEC_BINARY;
    }

    /** Whether each line that is at hand is a word and its numbers; of a single line that is cut, what there is of it. */
    private boolean linesAreRows() {
        int from = header.end();
        int lines = 0;
        while (from < head.length) {
            int end = from;
            while (end < head.length && head[end] != '\n') {
                end++;
            }
            if (end == head.length && !whole) {
                return lines > 0 || isStartOfRow(from);
            }
            if (end > from && !isRow(from, end)) {
                return false;
            }
            lines++;
            from = end + 1;
        }
        return lines > 0;
    }

    private boolean isRow(int from, int end) {
        byte[] line = Arrays.copyOfRange(head, from, end);
        if (line.length == 1 && line[0] == '\r') {
            return true;
        }
        TextBlock block = TextBlock.parse(line, line.length, (int) header.dimension());
        return block.failure() == null && block.count() == 1;
    }

    /** Whether the last whole fields of a cut line are numbers. */
    private boolean isStartOfRow(int from) {
        int end = head.length - 1;
        while (end > from && head[end] != ' ') {
            end--;
        }
        int numbers = 0;
        while (end > from && numbers < NUMBERS_LOOKED_AT) {
            int start = end;
            while (start > from && head[start - 1] != ' ') {
                start--;
            }
            if (start == from) {
                break; // the word
            }
            if (!TextNumbers.isNumber(head, start, end)) {
                return false;
            }
            numbers++;
            end = start - 1;
        }
        return numbers > 0;
    }

    private boolean bytesAreRows() {
        long rowBytes = Float.BYTES * header.dimension();
        boolean beyondText = false;
        long at = header.end();
        long row = 0;
        for (; row < header.words(); row++) {
            int word = (int) (at < head.length && head[(int) at] == '\n' ? at + 1 : at);
            int space = word;
            while (space < head.length && head[space] != ' ') {
                space++;
            }
            if (space == head.length && !whole) {
                break; // as far as is at hand
            }
            at = space + 1L + rowBytes;
            if (space == head.length || size != FileKind.UNKNOWN_SIZE && at > size) {
                return false;
            }
            beyondText |= !isText(space + 1, (int) Math.min(head.length, at));
            if (at > head.length) {
                break;
            }
        }
        boolean atEnd = row == header.words() && (at == size || at + 1 == size && head[(int) at] == '\n');
        return atEnd || row > 0 && beyondText;
    }

    /** Whether what would be the first vectors of a binary file are text: damaged rows, to be told of as such. */
    private boolean looksLikeText() {
        int word = header.end();
        while (word < head.length && head[word] != ' ') {
            word++;
        }
        long end = Math.min(head.length, word + 1 + 4 * Math.min(Math.max(1, header.dimension()), head.length));
        return isText(header.end(), (int) end);
    }

    /** Whether bytes are UTF-8 without control characters; the last character may be cut. */
    private boolean isText(int from, int to) {
        byte[] bytes = Arrays.copyOfRange(head, from, to);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int certain = Math.max(0, text.length() - LONGEST_CHARACTER);
        return !FileKind.isBinary(bytes) && text.lastIndexOf('\ufffd', certain - 1) < 0;
    }
}
