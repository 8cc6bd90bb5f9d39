/** The files of stories260K and where they come from. Calls only {@code dev.heed.spi}. */
package dev.heed.model.stories;
