package dev.heed.view.draw;

/**
 * A colour.
 *
 * @param rgb 0xRRGGBB
 * @param opacity 0 … 1
 */
public record Ink(int rgb, double opacity) {
    /** An opaque colour. */
    public static Ink of(int rgb) {
        return new Ink(rgb, 1);
    }

    /** The same colour, see-through. */
    public Ink opacity(double part) {
        return new Ink(rgb, part);
    }

    /** A colour between this one (at 0) and another (at 1). */
    public Ink towards(Ink other, double part) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int from = rgb >> shift & 0xff;
            int to = other.rgb >> shift & 0xff;
            mixed |= (int) Math.round(from + (to - from) * part) << shift;
        }
        return new Ink(mixed, opacity + (other.opacity - opacity) * part);
    }

    /** How light it looks, 0 … 1 (relative luminance, WCAG 2.2). */
    public double luminance() {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
