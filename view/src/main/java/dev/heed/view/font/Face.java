package dev.heed.view.font;

import java.util.List;

/** A style of the shipped fonts; each falls back to DejaVu Sans for characters that Liberation Sans lacks. */
public enum Face {
    /** Liberation Sans Regular. */
    REGULAR("LiberationSans-Regular.ttf"),
    /** Liberation Sans Bold. */
    BOLD("LiberationSans-Bold.ttf");

    private final String file;
    private volatile List<TrueTypeFont> fonts;

    Face(String file) {
        this.file = file;
    }

    /** Reads the fallback when a text first needs it. */
    private static final class Fallback {
        static final TrueTypeFont FONT = TrueTypeFont.shipped("DejaVu Sans", "DejaVuSans.ttf");
    }

    /** The first font that has the character; null if none has. */
    TrueTypeFont fontOf(int point) {
        TrueTypeFont first = first();
        if (first.glyph(point) != 0) {
            return first;
        }
        return Fallback.FONT.glyph(point) != 0 ? Fallback.FONT : null;
    }

    private TrueTypeFont first() {
        List<TrueTypeFont> read = fonts;
        if (read == null) {
            read = List.of(TrueTypeFont.shipped("Liberation Sans", file));
            fonts = read;
        }
        return read.getFirst();
    }
}
