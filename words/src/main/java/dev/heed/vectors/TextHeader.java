package dev.heed.vectors;

/**
 * The first line of word2vec's files: the number of words and the dimension.
 *
 * @param end index of the first byte behind the line
 */
record TextHeader(long words, long dimension, int end) {
    private static final int LONGEST_NUMBER = 18;

    /** The header at the start of a file; null if there is none. */
    static TextHeader of(byte[] head) {
        int at = mark(head);
        int first = digits(head, at);
        if (first == at || first == head.length || head[first] != ' ' && head[first] != '\t') {
            return null;
        }
        int second = digits(head, first + 1);
        if (second == first + 1) {
            return null;
        }
        int end = second;
        while (end < head.length && (head[end] == ' ' || head[end] == '\r')) {
            end++;
        }
        if (end < head.length && head[end] != '\n') {
            return null;
        }
        return new TextHeader(number(head, at, first), number(head, first + 1, second), Math.min(head.length, end + 1));
    }

    /** Length of a leading byte order mark. */
    static int mark(byte[] head) {
        return head.length >= 3 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf ? 3 : 0;
    }

    private static int digits(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] >= '0' && head[at] <= '9' && at - from <= LONGEST_NUMBER) {
            at++;
        }
        return at - from > LONGEST_NUMBER ? from : at;
    }

    private static long number(byte[] head, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + head[i] - '0';
        }
        return number;
    }
}
