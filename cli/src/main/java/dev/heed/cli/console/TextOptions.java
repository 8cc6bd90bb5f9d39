package dev.heed.cli.console;

import dev.heed.cli.screen.Style;

/** How a command's answer is written. */
public final class TextOptions {
    private final LineWidth width = new LineWidth();
    private Format format = Format.text;

    /** Says what it takes. */
    public void define(CommandForm form) {
        form.option(
                "--format",
                "FORMAT",
                Format.class,
                given -> format = given,
                "text for people, json for programs. Default: text.");
        width.define(form);
    }

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
