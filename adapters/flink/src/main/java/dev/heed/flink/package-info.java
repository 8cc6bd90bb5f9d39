/**
 * Flink's side of Heed: a provider of models for {@code ML_PREDICT}, which computes in the task's own process. Calls the engine; Flink
 * finds it as a service by the name {@code heed}.
 */
package dev.heed.flink;
