package dev.heed.view.picture;

import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.Outline;

/** How the places of one sense are told from those of another: by shape, and beyond the shapes by number. */
final class SenseMarks {
    /** Corners about 0, y growing downwards, of shapes as large as a disc of radius 1; the first is that disc. */
    private static final double[][] SHAPES = {
        {},
        {-.9, -.9, .9, -.9, .9, .9, -.9, .9},
        {0, -1.25, 1.15, .9, -1.15, .9},
        {0, -1.3, 1.3, 0, 0, 1.3, -1.3, 0},
        {0, 1.25, 1.15, -.9, -1.15, -.9},
        {
            -.4, -1.2, .4, -1.2, .4, -.4, 1.2, -.4, 1.2, .4, .4, .4, .4, 1.2, -.4, 1.2, -.4, .4, -1.2, .4, -1.2, -.4,
            -.4, -.4
        },
        {0, -1.4, .34, -.46, 1.34, -.44, .54, .18, .82, 1.14, 0, .58, -.82, 1.14, -.54, .18, -1.34, -.44, -.34, -.46},
        {
            -.84, -1.2, 0, -.36, .84, -1.2, 1.2, -.84, .36, 0, 1.2, .84, .84, 1.2, 0, .36, -.84, 1.2, -1.2, .84, -.36,
            0, -1.2, -.84
        }
    };

    private SenseMarks() {}

    /** So many senses have a shape of their own, the second half of them hollow. */
    static final int MOST = 2 * SHAPES.length;

    /** Draws the mark of a sense, from 0, about a point. */
    static void draw(Canvas canvas, double x, double y, double size, int sense, Ink ink) {
        if (sense >= MOST) {
            canvas.middle(String.valueOf(sense + 1), Face.BOLD, Look.TINY, x, y + size, ink);
            return;
        }
        Outline outline = outline(x, y, size, SHAPES[sense % SHAPES.length]);
        if (sense < SHAPES.length) {
            canvas.fill(outline, ink);
        } else {
            canvas.fill(outline, Look.PAPER);
            canvas.stroke(outline, ink, 1.3);
        }
    }

    private static Outline outline(double x, double y, double size, double[] corners) {
        if (corners.length == 0) {
            return new Outline().circle(x, y, size);
        }
        Outline outline = new Outline().move(x + size * corners[0], y + size * corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            outline.line(x + size * corners[i], y + size * corners[i + 1]);
        }
        return outline.close();
    }
}
