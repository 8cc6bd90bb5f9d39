package dev.heed.cli.embed;

/**
 * What holds for all items.
 *
 * @param dimension numbers of a vector
 */
record Header(String model, int dimension, Level level, int layer, String precision) {}
