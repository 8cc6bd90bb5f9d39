package dev.heed.view.picture;

import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Outline;

/** A vector as bars about a line: upwards for positive numbers, downwards for negative ones, so that grey print keeps signs. */
final class NumberBars {
    static final int MOST = 32; // numbers that are drawn of a longer vector
    private final double width;
    private final double height;
    private final double largest; // the number that fills half the height

    NumberBars(double width, double height, double largest) {
        this.width = width;
        this.height = height;
        this.largest = largest == 0 ? 1 : largest;
    }

    /** Draws the numbers from {@code offset} on. */
    void draw(Canvas canvas, float[] numbers, int offset, int count, double x, double y, Ink up, Ink down) {
        int shown = Math.min(MOST, count);
        double pitch = width / shown;
        double middle = y + height / 2;
        Outline positive = new Outline();
        Outline negative = new Outline();
        for (int i = 0; i < shown; i++) {
            double length = Math.clamp(numbers[offset + i] / largest, -1, 1) * height / 2;
            double left = x + i * pitch + pitch * 0.12;
            if (length > 0) {
                positive.rectangle(left, middle - length, pitch * 0.76, length);
            } else if (length < 0) {
                negative.rectangle(left, middle, pitch * 0.76, -length);
            }
        }
        canvas.line(x, middle, x + width, middle, Look.HAIR, 1);
        if (!positive.isEmpty()) {
            canvas.fill(positive, up);
        }
        if (!negative.isEmpty()) {
            canvas.fill(negative, down);
        }
    }

    /** The largest amount among the numbers that are drawn. */
    static double largest(float[] numbers, int offset, int count) {
        double largest = 0;
        for (int i = 0; i < Math.min(MOST, count); i++) {
            largest = Math.max(largest, Math.abs(numbers[offset + i]));
        }
        return largest;
    }
}
