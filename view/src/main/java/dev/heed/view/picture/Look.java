package dev.heed.view.picture;

import dev.heed.view.draw.Ink;
import java.util.Locale;

/** Colours, sizes and number forms that all pictures share. */
final class Look {
    static final double MARGIN = 28;
    static final double TITLE = 16;
    static final double BODY = 13;
    static final double SMALL = 11;
    static final double TINY = 10;

    static final Ink INK = Ink.of(0x1b1f24);
    static final Ink MUTED = Ink.of(0x5b6570);
    static final Ink HAIR = Ink.of(0xdde2e8);
    static final Ink PAPER = Ink.of(0xffffff);
    static final Ink ACCENT = Ink.of(0xb3470a);
    static final Ink BLUE = Ink.of(0x1d5f9e);
    static final Ink GREY = Ink.of(0x98a2ad);
    static final Ink NEGATIVE = Ink.of(0xb3470a);

    private static final Ink LIGHT = Ink.of(0xf3f6f9);
    private static final Ink MIDDLE = Ink.of(0x69a3cf);
    private static final Ink DARK = Ink.of(0x08306b);
    private static final double DARK_ENOUGH = 0.22; // luminance under which white letters are read better

    private Look() {}

    /** The shade of a weight, 0 … 1. It grows with the square root: small weights can be told apart, order is kept. */
    static Ink shade(double weight) {
        return shadeAt(position(weight));
    }

    /** The shade at a place of the scale, 0 … 1. */
    static Ink shadeAt(double part) {
        return part < 0.5 ? LIGHT.towards(MIDDLE, 2 * part) : MIDDLE.towards(DARK, 2 * part - 1);
    }

    /** Where a weight stands on the scale of shades, 0 … 1. */
    static double position(double weight) {
        return Math.sqrt(Math.clamp(weight, 0, 1));
    }

    /** What is written on a field of that colour. */
    static Ink on(Ink field) {
        return field.luminance() < DARK_ENOUGH ? PAPER : INK;
    }

    /** A weight with two decimals. */
    static String two(double value) {
        return fixed(value, 2);
    }

    /** A number with so many decimals and a real minus sign; never a negative zero. */
    static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        if (!text.startsWith("-")) {
            return text;
        }
        return text.chars().allMatch(c -> c == '-' || c == '0' || c == '.')
                ? text.substring(1)
                : "−" + text.substring(1);
    }
}
