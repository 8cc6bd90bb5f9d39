package dev.heed.view.font;

import java.text.Bidi;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * One line of text with each glyph in its place. Immutable, thread-safe.
 *
 * @param text what is drawn, harmless ({@link Visible}), in reading order
 * @param face of the font
 * @param size of the font, in the picture's units
 * @param rightToLeft whether its first letter with a direction is read to the left
 * @param width sum of the advances
 * @param missing characters that no shipped font has, ascending; a box with their number stands for them
 * @param glyphs from left to right
 */
public record LaidText(
        String text,
        Face face,
        double size,
        boolean rightToLeft,
        double width,
        List<Integer> missing,
        List<Glyph> glyphs) {
    private static final double WIDE = 1;
    private static final double NARROW = 0.6;
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final String MIRRORED = "()[]{}<>«»‹›≤≥";

    /**
     * A glyph in its place.
     *
     * @param font null for a character that no font has
     * @param glyph number in the font
     * @param point the character
     * @param x from the text's left edge
     * @param advance how far the next one is
     */
    record Glyph(TrueTypeFont font, int glyph, int point, double x, double advance) {}

    public LaidText {
        missing = List.copyOf(missing);
        glyphs = List.copyOf(glyphs);
    }

    /** Lays out a text, made harmless, on one line. */
    public static LaidText of(String given, Face face, double size) {
        String text = Visible.of(given);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int[] points;
        boolean rightToLeft = false;
        if (Bidi.requiresBidi(composed.toCharArray(), 0, composed.length())) {
            Bidi bidi = new Bidi(composed, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
            rightToLeft = !bidi.baseIsLeftToRight();
            points = visual(composed, bidi);
        } else {
            points = composed.codePoints().toArray();
        }
        List<Glyph> glyphs = new ArrayList<>();
        TreeSet<Integer> missing = new TreeSet<>();
        double x = 0;
        for (int point : points) {
            TrueTypeFont font = face.fontOf(point);
            int glyph = font == null ? 0 : font.glyph(point);
            if (font == null && isInvisible(point)) {
                continue;
            }
            Glyph before = glyphs.isEmpty() ? null : glyphs.getLast();
            if (font != null && before != null && font == before.font()) {
                x += font.kerning(before.glyph(), glyph) * size;
            }
            double advance = font == null ? (isWide(point) ? WIDE : NARROW) * size : font.advance(glyph) * size;
            if (font == null) {
                missing.add(point);
            }
            glyphs.add(new Glyph(font, glyph, point, x, advance));
            x += advance;
        }
        return new LaidText(text, face, size, rightToLeft, x, List.copyOf(missing), glyphs);
    }

    /** {@link #of}, cut with an ellipsis so that it is no wider than {@code width}. */
    public static LaidText fitted(String given, Face face, double size, double width) {
        // an advance is rarely under a tenth of the size: no need to lay out a text of megabytes
        int most = (int) Math.max(4, 10 * width / size);
        boolean cut = given.length() > most;
        LaidText whole = of(cut ? upTo(given, most) : given, face, size);
        if (!cut && whole.width() <= width) {
            return whole;
        }
        int[] ends = new int[whole.text().codePointCount(0, whole.text().length()) + 1];
        for (int i = 0, at = 0; at < whole.text().length(); i++) {
            at += Character.charCount(whole.text().codePointAt(at));
            ends[i + 1] = at;
        }
        int low = 0; // the most characters that fit are found by halving
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (of(whole.text().substring(0, ends[middle]).strip() + "…", face, size)
                            .width()
                    <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return of(whole.text().substring(0, ends[low]).strip() + "…", face, size);
    }

    /** Appends the glyphs' shapes with the text's left edge at x and its base line at y. */
    public void draw(double x, double y, Outline outline) {
        for (Glyph glyph : glyphs) {
            if (glyph.font() == null) {
                MissingGlyph.draw(glyph.point(), x + glyph.x(), y, glyph.advance(), size, outline);
            } else {
                glyph.font().draw(glyph.glyph(), x + glyph.x(), y, size, outline);
            }
        }
    }

    /** Whether a text is read to the left: its first letter with a direction decides. */
    public static boolean isRightToLeft(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length())
                && !new Bidi(text, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT).baseIsLeftToRight();
    }

    private static String upTo(String text, int units) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(units - 1)) ? units - 1 : units);
    }

    /** The characters from left to right, letters joined, brackets turned. */
    private static int[] visual(String text, Bidi bidi) {
        int runs = bidi.getRunCount();
        byte[] levels = new byte[runs];
        Object[] order = new Object[runs];
        for (int i = 0; i < runs; i++) {
            levels[i] = (byte) bidi.getRunLevel(i);
            order[i] = i;
        }
        Bidi.reorderVisually(levels, 0, order, 0, runs);
        int[] points = new int[text.length()];
        int length = 0;
        for (Object run : order) {
            int i = (Integer) run;
            int[] own = text.substring(bidi.getRunStart(i), bidi.getRunLimit(i))
                    .codePoints()
                    .toArray();
            if (bidi.getRunLevel(i) % 2 == 1) {
                own = reversed(ArabicForms.shape(own));
            }
            System.arraycopy(own, 0, points, length, own.length);
            length += own.length;
        }
        return Arrays.copyOf(points, length);
    }

    /** Backwards, marks still behind the letter that they stand on. */
    private static int[] reversed(int[] points) {
        int[] backwards = new int[points.length];
        int at = 0;
        for (int end = points.length; end > 0; ) {
            int start = end - 1;
            while (start > 0 && isMark(points[start])) {
                start--;
            }
            for (int i = start; i < end; i++) {
                backwards[at++] = mirrored(points[i]);
            }
            end = start;
        }
        return backwards;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static int mirrored(int point) {
        int at = MIRRORED.indexOf(point);
        return at < 0 ? point : MIRRORED.charAt(at ^ 1);
    }

    private static boolean isInvisible(int point) {
        return isMark(point) || point == ZERO_WIDTH_JOINER || Character.getType(point) == Character.FORMAT;
    }

    private static boolean isWide(int point) {
        return Character.isIdeographic(point)
                || point >= 0x1f000 && point < 0x20000
                || Objects.equals(Character.UnicodeScript.of(point), Character.UnicodeScript.HANGUL)
                || Objects.equals(Character.UnicodeScript.of(point), Character.UnicodeScript.HIRAGANA)
                || Objects.equals(Character.UnicodeScript.of(point), Character.UnicodeScript.KATAKANA)
                || point >= 0x3000 && point < 0x3040
                || point >= 0xff00 && point < 0xff61;
    }
}
