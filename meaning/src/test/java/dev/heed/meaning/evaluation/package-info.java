/** Measurements on labelled data, run by {@code ./build evaluate} and {@code ./build statistics}; no tests. */
package dev.heed.meaning.evaluation;
