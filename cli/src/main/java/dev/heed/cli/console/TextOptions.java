package dev.heed.cli.console;

import dev.heed.cli.screen.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command's answer is written. */
public final class TextOptions {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            order = 21,
            description = "text for people, json for programs. Default: text.")
    private Format format;

    @Mixin
    private LineWidth width;

    /** Whether a program reads it. */
    public boolean json() {
        return format == Format.json;
    }

    /** Columns that a line may have. */
    public int columns(Terminal terminal) {
        return width.columns(terminal);
    }

    /** Colours where the terminal takes them. */
    public Style style(Terminal terminal) {
        return terminal.colour() ? Style.COLOUR : Style.PLAIN;
    }

    /** Refuses a width that nothing fits. */
    public void check() {
        width.check();
    }
}
