package dev.heed.cli.console;

import dev.heed.cli.screen.Style;
import picocli.CommandLine.Option;

/** How a command's answer is written. */
public final class TextOptions {
    private static final int NARROWEST = 40;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            order = 21,
            description = "text for people, json for programs. Default: text.")
    private Format format;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            order = 22,
            description = "Columns of a line of text. Default: the terminal's, else 80.")
    private Integer width;

    /** Whether a program reads it. */
    public boolean json() {
        return format == Format.json;
    }

    /** Columns that a line may have. */
    public int columns(Terminal terminal) {
        return width == null ? terminal.width() : width;
    }

    /** Colours where the terminal takes them. */
    public Style style(Terminal terminal) {
        return terminal.colour() ? Style.COLOUR : Style.PLAIN;
    }

    /** Refuses a width that nothing fits. */
    public void check() {
        if (width != null && width < NARROWEST) {
            throw new WrongUsage("--width: expected " + NARROWEST + " or more, got " + width);
        }
    }
}
