/**
 * Output files: written whole or not at all.
 *
 * <p>Knows no command; calls only the JDK.
 */
package dev.heed.cli.output;
