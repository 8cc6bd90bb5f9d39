/**
 * Benchmarks: the encoder beside ONNX Runtime (same texts, same run, results compared before they are timed), the operator
 * alone against what the processor can do, questions to word vectors beside gensim, and to an index. May call everything,
 * nothing calls it.
 */
package dev.heed.bench;
