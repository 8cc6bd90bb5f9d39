package dev.heed.template;

import java.util.List;

/** A sequence written with round brackets; the pairs of a mapping's {@code items()}. */
record Tuple(List<Object> items) {}
