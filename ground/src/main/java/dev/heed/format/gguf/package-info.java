/** The GGUF file: its header, metadata and tensors, found before any of it is believed. Source: the GGUF specification of ggml. */
package dev.heed.format.gguf;
