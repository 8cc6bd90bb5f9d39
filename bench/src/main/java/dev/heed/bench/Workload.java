package dev.heed.bench;

import java.util.List;

/**
 * Texts that are embedded together, and how a runtime that needs rectangles cuts them.
 *
 * @param name as in the tables: {@code uniform-32x128}, {@code sentences-sorted}
 * @param texts in the order in which they are given
 * @param batch texts that share a padded rectangle
 */
record Workload(String name, List<String> texts, int batch) {}
