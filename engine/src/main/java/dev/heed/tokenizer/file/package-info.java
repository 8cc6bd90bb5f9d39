/**
 * Reads tokenizers: {@code tokenizer.json}, the older files that folders have instead, SentencePiece's models, GGUF.
 *
 * <p>Whatever the file, it becomes the parts of a {@code tokenizer.json} ({@link dev.heed.tokenizer.file.Assembly}), each
 * understood or refused by name. Calls {@code dev.heed.tokenizer} and its parts, and {@code format}.
 */
package dev.heed.tokenizer.file;
