package dev.heed.view.font;

import java.util.Arrays;

/** A shape of straight lines and Bézier curves, in the order of the calls. Not thread-safe while it is built. */
public final class Outline {
    /** What comes next. */
    public enum Step {
        /** Begins a contour: one point. */
        MOVE(1),
        /** A straight line: one point. */
        LINE(1),
        /** A quadratic curve: control point, end. */
        QUADRATIC(2),
        /** A cubic curve: two control points, end. */
        CUBIC(3),
        /** Closes the contour: no point. */
        CLOSE(0);

        private final int points;

        Step(int points) {
            this.points = points;
        }
    }

    /** Receives an outline's steps. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * One step.
         *
         * @param points x and y of its points, from {@code at} on; as many as the step has
         */
        void step(Step step, double[] points, int at);
    }

    private Step[] steps = new Step[16];
    private double[] points = new double[64];
    private int stepCount;
    private int pointCount;

    /** Begins a contour. */
    public Outline move(double x, double y) {
        return add(Step.MOVE, x, y);
    }

    /** A straight line to a point. */
    public Outline line(double x, double y) {
        return add(Step.LINE, x, y);
    }

    /** A quadratic curve to a point. */
    public Outline quadratic(double cx, double cy, double x, double y) {
        return add(Step.QUADRATIC, cx, cy, x, y);
    }

    /** A cubic curve to a point. */
    public Outline cubic(double ax, double ay, double bx, double by, double x, double y) {
        return add(Step.CUBIC, ax, ay, bx, by, x, y);
    }

    /** Closes the contour. */
    public Outline close() {
        return add(Step.CLOSE);
    }

    /** A closed rectangle. */
    public Outline rectangle(double x, double y, double width, double height) {
        return move(x, y)
                .line(x + width, y)
                .line(x + width, y + height)
                .line(x, y + height)
                .close();
    }

    /** A closed circle, of four cubic curves. */
    public Outline circle(double x, double y, double radius) {
        double k = radius * 0.5522847498; // the usual handle length: off by less than 0.03%
        return move(x + radius, y)
                .cubic(x + radius, y + k, x + k, y + radius, x, y + radius)
                .cubic(x - k, y + radius, x - radius, y + k, x - radius, y)
                .cubic(x - radius, y - k, x - k, y - radius, x, y - radius)
                .cubic(x + k, y - radius, x + radius, y - k, x + radius, y)
                .close();
    }

    /** Whether nothing was drawn. */
    public boolean isEmpty() {
        return stepCount == 0;
    }

    /** Hands over the steps in order. */
    public void visit(Visitor visitor) {
        int at = 0;
        for (int i = 0; i < stepCount; i++) {
            visitor.step(steps[i], points, at);
            at += 2 * steps[i].points;
        }
    }

    private Outline add(Step step, double... values) {
        if (stepCount == steps.length) {
            steps = Arrays.copyOf(steps, 2 * stepCount);
        }
        while (pointCount + values.length > points.length) {
            points = Arrays.copyOf(points, 2 * points.length);
        }
        steps[stepCount++] = step;
        System.arraycopy(values, 0, points, pointCount, values.length);
        pointCount += values.length;
        return this;
    }
}
