/**
 * Input files: strict UTF-8, line by line or whole, plain or gzip, in constant memory.
 *
 * <p>Knows no command; calls only the JDK and the engine's file error.
 */
package dev.heed.cli.input;
