/** The files of all-MiniLM-L6-v2 and where they come from. Calls only {@code dev.heed.spi}. */
package dev.heed.model.minilm;
