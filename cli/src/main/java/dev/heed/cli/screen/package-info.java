/**
 * Text for people: display columns, text that cannot garble a terminal, numbers of fixed places, colours.
 *
 * <p>Knows no command and no model; calls only the JDK.
 */
package dev.heed.cli.screen;
