package dev.heed.bench;

import java.util.List;

/**
 * Texts that are embedded together, and how a runtime that needs rectangles cuts them.
 *
 * @param name as in the tables: {@code 32 × 128}, {@code sentences, sorted}
 * @param uniform whether all texts are of one length, as in PROBES' grid
 * @param texts in the order in which they are given
 * @param batch texts that share a padded rectangle
 */
record Workload(String name, boolean uniform, List<String> texts, int batch) {}
