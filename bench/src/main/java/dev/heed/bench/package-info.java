/**
 * Benchmarks: the encoder beside ONNX Runtime (same texts, same run, results compared before they are timed), and questions
 * to word vectors beside gensim.
 */
package dev.heed.bench;
