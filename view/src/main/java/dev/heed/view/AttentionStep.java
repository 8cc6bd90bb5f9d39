package dev.heed.view;

import dev.heed.attention.AttentionTrace;

/**
 * Every step of one query.
 *
 * @param token position of the token in the text's list; in simple mode of the word among the words
 * @param head which head, from 1; null in simple mode
 * @param trace the numbers that the engine used
 */
public record AttentionStep(int token, Integer head, AttentionTrace trace) {}
