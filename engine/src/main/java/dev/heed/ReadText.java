package dev.heed;

/**
 * A text ready for the model.
 *
 * @param tokenized tokens that the model sees, and words; null where only vectors are asked for
 * @param content ids of the text's own tokens, as many as are read
 * @param windows the stretches that the model reads
 * @param promptTokens rows of the first window that stand for a prompt, special ones before it counted; 0 without a prompt
 */
record ReadText(TokenizedText tokenized, int[] content, Windows windows, int promptTokens) {
    /** What the model reads in one window, special tokens included. */
    int[] ids(int window) {
        return windows.ids(window, content);
    }

    /** Rows of a window that stand for a prompt. */
    int promptTokens(int window) {
        return window == 0 ? promptTokens : 0;
    }
}
