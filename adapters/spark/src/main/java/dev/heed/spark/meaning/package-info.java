/**
 * Senses and concordance of corpora larger than a machine: executors find a word and take its places through the model, the driver
 * groups. Calls {@code dev.heed.meaning} and {@code model}; the answers are those of one machine, bit for bit.
 */
package dev.heed.spark.meaning;
