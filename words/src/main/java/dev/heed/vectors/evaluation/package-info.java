/** Word vectors measured: similarity and analogy files, read whole, and what vectors score on them. */
package dev.heed.vectors.evaluation;
