/**
 * Heed's API: open a model, embed texts, take words in their context, ask for the attention behind them.
 *
 * <p>Start with {@link dev.heed.Models} and {@link dev.heed.Encoder}. Everything a program needs from the other packages
 * is reached from here.
 */
package dev.heed;
