/**
 * One model's folder, or jar, as a whole: what its files say it is, loaded into something that runs; models unpacked into
 * the cache.
 *
 * <p>Calls {@code model} and its rooms, {@code tokenizer}, {@code cache}; only the API package calls it.
 */
package dev.heed.model.folder;
