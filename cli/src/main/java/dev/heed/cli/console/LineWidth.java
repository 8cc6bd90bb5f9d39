package dev.heed.cli.console;

/** How wide a line of text may be. */
public final class LineWidth {
    private static final int NARROWEST = 40;

    private Integer width;

    /** Says what it takes. */
    public void define(CommandForm form) {
        form.option(
                "--width",
                "COLUMNS",
                Integer.class,
                given -> width = given,
                "Columns of a line of text. Default: the terminal's, else 80.");
    }

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
