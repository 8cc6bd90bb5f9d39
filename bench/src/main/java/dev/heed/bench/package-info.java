/** Benchmarks of the encoder beside ONNX Runtime: same texts, same run, results compared before they are timed. */
package dev.heed.bench;
