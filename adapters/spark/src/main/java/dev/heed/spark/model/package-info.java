/** One open model for each JVM and choice of settings, and what it answers to texts of rows. Knows nothing of plans. */
package dev.heed.spark.model;
