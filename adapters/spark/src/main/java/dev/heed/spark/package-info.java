/**
 * Spark's side of Heed, what a user names: the extension with its SQL functions, and the transformer of Spark ML. The work is
 * done in {@code sql} (plans and expressions) and {@code model} (one model a JVM); nothing here calls a kernel.
 */
package dev.heed.spark;
