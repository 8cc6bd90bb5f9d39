/**
 * Benchmarks: the encoder beside ONNX Runtime (same texts, same run, results compared before they are timed), the operator
 * alone against what the processor can do. May call everything, nothing calls it.
 */
package dev.heed.bench;
