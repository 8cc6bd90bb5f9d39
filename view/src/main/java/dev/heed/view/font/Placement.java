package dev.heed.view.font;

/**
 * Where the points of a glyph go: x' = xx·x + yx·y + dx, and y' = dy − (xy·x + yy·y), since a font's y axis points up.
 *
 * @param xx of x to x
 * @param xy of x to y
 * @param yx of y to x
 * @param yy of y to y
 * @param dx added to x
 * @param dy what y is taken from
 */
record Placement(double xx, double xy, double yx, double yy, double dx, double dy) {
    double x(double x, double y) {
        return xx * x + yx * y + dx;
    }

    double y(double x, double y) {
        return dy - (xy * x + yy * y);
    }

    /** This placement of what a component's own transformation has placed, in font units. */
    Placement after(double a, double b, double c, double d, double e, double f) {
        return new Placement(xx * a + yx * b, xy * a + yy * b, xx * c + yx * d, xy * c + yy * d, x(e, f), y(e, f));
    }
}
