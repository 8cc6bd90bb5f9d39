/**
 * What unlabelled text says about a model: means and deviations of its vectors, and how similar random texts are.
 *
 * <p>Computed once per model ({@code ./build statistics}), read from a resource or from the model's folder. Calls the
 * engine only.
 */
package dev.heed.meaning.statistics;
