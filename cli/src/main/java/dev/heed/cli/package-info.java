/**
 * The command line: {@link dev.heed.cli.Main} picks the command, each of which lives in a package of its own.
 *
 * <p>May call every package of this module and, through them, the engine; nothing calls this one.
 */
package dev.heed.cli;
