package dev.heed.view.font;

import java.nio.ByteBuffer;

/** Shapes of a TrueType font's glyphs (OpenType 1.9, table glyf): contours of quadratic curves, and glyphs made of others. */
final class GlyphReader {
    private static final int ON_CURVE = 1;
    private static final int SHORT_X = 2;
    private static final int SHORT_Y = 4;
    private static final int REPEAT = 8;
    private static final int SAME_X = 16;
    private static final int SAME_Y = 32;

    private static final int WORDS = 1;
    private static final int OFFSETS = 2;
    private static final int SCALED = 8;
    private static final int MORE = 32;
    private static final int SCALED_APART = 64;
    private static final int TRANSFORMED = 128;

    private final ByteBuffer data;
    private final int offsets;
    private final int glyphs;
    private final boolean longOffsets;

    GlyphReader(ByteBuffer data, int offsets, int glyphs, boolean longOffsets) {
        this.data = data;
        this.offsets = offsets;
        this.glyphs = glyphs;
        this.longOffsets = longOffsets;
    }

    void draw(int glyph, Placement placement, Outline outline) {
        int start = offset(glyph);
        if (start == offset(glyph + 1)) {
            return; // a blank
        }
        int at = glyphs + start;
        int contours = data.getShort(at);
        if (contours >= 0) {
            drawContours(at + 10, contours, placement, outline);
        } else {
            drawComponents(at + 10, placement, outline);
        }
    }

    private int offset(int glyph) {
        return longOffsets ? data.getInt(offsets + 4 * glyph) : 2 * unsigned(offsets + 2 * glyph);
    }

    private void drawComponents(int at, Placement placement, Outline outline) {
        int flags;
        do {
            flags = unsigned(at);
            int glyph = unsigned(at + 2);
            at += 4;
            boolean words = (flags & WORDS) != 0;
            double e = 0;
            double f = 0;
            if ((flags & OFFSETS) != 0) {
                e = words ? data.getShort(at) : data.get(at);
                f = words ? data.getShort(at + 2) : data.get(at + 1);
            }
            at += words ? 4 : 2;
            double a = 1;
            double b = 0;
            double c = 0;
            double d = 1;
            if ((flags & SCALED) != 0) {
                a = fixed(at);
                d = a;
                at += 2;
            } else if ((flags & SCALED_APART) != 0) {
                a = fixed(at);
                d = fixed(at + 2);
                at += 4;
            } else if ((flags & TRANSFORMED) != 0) {
                a = fixed(at);
                b = fixed(at + 2);
                c = fixed(at + 4);
                d = fixed(at + 6);
                at += 8;
            }
            draw(glyph, placement.after(a, b, c, d, e, f), outline);
        } while ((flags & MORE) != 0);
    }

    private void drawContours(int at, int contours, Placement placement, Outline outline) {
        if (contours == 0) {
            return;
        }
        int points = unsigned(at + 2 * (contours - 1)) + 1;
        int next = at + 2 * contours;
        next += 2 + unsigned(next); // instructions
        byte[] flags = new byte[points];
        for (int i = 0; i < points; i++) {
            flags[i] = data.get(next++);
            if ((flags[i] & REPEAT) != 0) {
                int times = data.get(next++) & 0xff;
                for (int r = 0; r < times; r++) {
                    flags[i + 1] = flags[i];
                    i++;
                }
            }
        }
        double[] x = new double[points];
        double[] y = new double[points];
        next = coordinates(next, flags, SHORT_X, SAME_X, x);
        coordinates(next, flags, SHORT_Y, SAME_Y, y);
        int first = 0;
        for (int c = 0; c < contours; c++) {
            int last = unsigned(at + 2 * c);
            drawContour(first, last, flags, x, y, placement, outline);
            first = last + 1;
        }
    }

    private int coordinates(int at, byte[] flags, int isShort, int same, double[] values) {
        int value = 0;
        for (int i = 0; i < values.length; i++) {
            if ((flags[i] & isShort) != 0) {
                int step = data.get(at++) & 0xff;
                value += (flags[i] & same) != 0 ? step : -step;
            } else if ((flags[i] & same) == 0) {
                value += data.getShort(at);
                at += 2;
            }
            values[i] = value;
        }
        return at;
    }

    /** Between two control points lies a point of the curve, in the middle, that the font leaves out. */
    private static void drawContour(
            int first, int last, byte[] flags, double[] x, double[] y, Placement placement, Outline outline) {
        int count = last - first + 1;
        if (count < 2) {
            return;
        }
        boolean startsOn = (flags[first] & ON_CURVE) != 0;
        boolean endsOn = (flags[last] & ON_CURVE) != 0;
        double startX = startsOn ? x[first] : endsOn ? x[last] : (x[first] + x[last]) / 2;
        double startY = startsOn ? y[first] : endsOn ? y[last] : (y[first] + y[last]) / 2;
        outline.move(placement.x(startX, startY), placement.y(startX, startY));
        double controlX = 0;
        double controlY = 0;
        boolean control = false;
        for (int i = startsOn ? 1 : 0; i <= count; i++) {
            boolean closing = i == count;
            int p = first + i;
            boolean on = closing || (flags[p] & ON_CURVE) != 0;
            double px = closing ? startX : x[p];
            double py = closing ? startY : y[p];
            double toX = on || !control ? px : (controlX + px) / 2;
            double toY = on || !control ? py : (controlY + py) / 2;
            if (control) {
                outline.quadratic(
                        placement.x(controlX, controlY),
                        placement.y(controlX, controlY),
                        placement.x(toX, toY),
                        placement.y(toX, toY));
            } else if (on) {
                outline.line(placement.x(px, py), placement.y(px, py));
            }
            control = !on;
            controlX = px;
            controlY = py;
        }
        outline.close();
    }

    private int unsigned(int at) {
        return data.getShort(at) & 0xffff;
    }

    private double fixed(int at) {
        return data.getShort(at) / 16384.0;
    }
}
