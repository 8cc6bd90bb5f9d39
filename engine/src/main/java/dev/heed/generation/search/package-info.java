/**
 * Searches for what a decoder writes of a source: greedy and with beams, many sources in step, as transformers' {@code
 * generate} defines them. It knows ids and scores; texts, languages and files' whereabouts are its callers' business. It may
 * call the room above it, {@code dev.heed.generation}, and the model.
 */
package dev.heed.generation.search;
