package dev.heed.cli.console;

import picocli.CommandLine.Option;

/** How wide a line of text may be. */
public final class LineWidth {
    private static final int NARROWEST = 40;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            order = 22,
            description = "Columns of a line of text. Default: the terminal's, else 80.")
    private Integer width;

    /** Columns that a line may have. */
    public int columns(Terminal terminal) {
        return width == null ? terminal.width() : width;
    }

    /** Refuses a width that nothing fits. */
    public void check() {
        if (width != null && width < NARROWEST) {
            throw new WrongUsage("--width: expected " + NARROWEST + " or more, got " + width);
        }
    }
}
