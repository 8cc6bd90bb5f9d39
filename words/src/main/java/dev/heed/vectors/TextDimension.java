package dev.heed.vectors;

/** Finds how many numbers a line of a file without a header has. */
final class TextDimension {
    private TextDimension() {}

    /**
     * The dimension of GloVe's lines: the fewest numbers at the end of a line among the first lines, for a word may hold
     * spaces and numbers itself. 0 if some line ends in no number.
     *
     * @param head the first bytes; a last line that is cut does not count, unless it is the only one
     */
    static int of(byte[] head) {
        int fewest = Integer.MAX_VALUE;
        int from = TextHeader.mark(head);
        while (from < head.length) {
            int end = lineEnd(head, from);
            if (end == head.length && fewest != Integer.MAX_VALUE) {
                break;
            }
            if (end > from && !(end == from + 1 && head[from] == '\r')) {
                fewest = Math.min(fewest, numbersAtEnd(head, from, end));
            }
            from = end + 1;
        }
        return fewest == Integer.MAX_VALUE ? 0 : fewest;
    }

    /** Whether the first line may be a word and its numbers. */
    static boolean looksLikeRow(byte[] head) {
        return numbersAtEnd(head, 0, lineEnd(head, 0)) >= 2;
    }

    private static int lineEnd(byte[] head, int from) {
        int end = from;
        while (end < head.length && head[end] != '\n') {
            end++;
        }
        return end;
    }

    /** Numbers at the end of a line, the first field not counted. */
    private static int numbersAtEnd(byte[] head, int from, int lineEnd) {
        int end = TextNumbers.trimmedEnd(head, from, lineEnd);
        int count = 0;
        while (end > from) {
            int start = end;
            while (start > from && head[start - 1] != ' ') {
                start--;
            }
            if (start == from || !TextNumbers.isNumber(head, start, end)) {
                break;
            }
            count++;
            end = start - 1;
        }
        return count;
    }
}
