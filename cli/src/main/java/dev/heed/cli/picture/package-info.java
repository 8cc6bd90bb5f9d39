/**
 * Options that write a picture to a file.
 *
 * <p>Knows no command; may call the views' drawings and the room of output files.
 */
package dev.heed.cli.picture;
