/**
 * Files of others, read with suspicion: safetensors, GGUF, ONNX, JSON.
 *
 * <p>Every length, offset, count and nesting depth is checked against the bytes at hand before it is believed. Knows
 * nothing of what the tensors mean; calls only the JDK and the JSON reader.
 */
package dev.heed.format;
