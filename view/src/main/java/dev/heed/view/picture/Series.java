package dev.heed.view.picture;

import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Outline;

/** How several curves are told apart: by colour, by dashes, by the shape of their marks. */
final class Series {
    // Okabe and Ito's colours, which colour-blind readers can tell apart, darkened a little for paper
    private static final Ink[] INKS = {
        Ink.of(0x0063a0), Ink.of(0xc04f00), Ink.of(0x007a58), Ink.of(0xa34f86), Ink.of(0x2b2f36), Ink.of(0x8a6d00)
    };
    private static final Double[][] DASHES = {{}, {7.0, 3.0}, {2.0, 2.5}, {9.0, 3.0, 2.0, 3.0}, {4.0, 4.0}, {1.0, 4.0}};

    /** So many have looks of their own; further ones begin anew. */
    static final int MOST = INKS.length;

    private Series() {}

    static Ink ink(int series) {
        return INKS[series % MOST];
    }

    static Double[] dashes(int series) {
        return DASHES[series % MOST];
    }

    /** A disc, a square, a triangle, a diamond or a ring about a point: the shapes differ without their colours. */
    static void mark(Canvas canvas, double x, double y, int series) {
        Ink ink = ink(series);
        switch (series % 5) {
            case 0 -> canvas.fill(new Outline().circle(x, y, 4), ink);
            case 1 -> canvas.box(x - 3.6, y - 3.6, 7.2, 7.2, ink);
            case 2 ->
                canvas.fill(
                        new Outline()
                                .move(x, y - 4.8)
                                .line(x + 4.6, y + 3.4)
                                .line(x - 4.6, y + 3.4)
                                .close(),
                        ink);
            case 3 ->
                canvas.fill(
                        new Outline()
                                .move(x, y - 5)
                                .line(x + 5, y)
                                .line(x, y + 5)
                                .line(x - 5, y)
                                .close(),
                        ink);
            default -> {
                canvas.fill(new Outline().circle(x, y, 4), Look.PAPER);
                canvas.stroke(new Outline().circle(x, y, 3.6), ink, 1.6);
            }
        }
    }
}
