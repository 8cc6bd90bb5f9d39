package dev.heed.tokenizer.subword;

import dev.heed.tokenizer.aligned.AlignedText;

/** Which two neighbours become one piece, and before which others. Thread-safe. */
interface Merges {
    /** No merge. */
    long NONE = -1;

    /**
     * The merge of two neighbours: rank in the high half, the lower the sooner, id of the piece in the low half.
     *
     * @param left id of the left one, −1 if it is no piece
     * @param right id of the right one
     * @param text in which they stand, from {@code from} to {@code to} together
     */
    long find(int left, int right, AlignedText text, int from, int to);
}
