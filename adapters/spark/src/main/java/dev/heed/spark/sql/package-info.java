/**
 * Calls of the model within Spark's plans: an expression that can be computed row by row, the rule that takes it out of whatever
 * operator it stands in, and the operator that computes it in batches. Calls {@code model} only.
 */
package dev.heed.spark.sql;
