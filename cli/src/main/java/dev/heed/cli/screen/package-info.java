/**
 * Text for people: display columns, text that cannot garble a terminal, numbers of fixed places, colours.
 *
 * <p>Knows no command and no model; calls only the JDK and {@code view.font}, for what it shares with pictures.
 */
package dev.heed.cli.screen;
