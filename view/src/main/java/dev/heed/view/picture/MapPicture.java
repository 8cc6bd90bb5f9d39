package dev.heed.view.picture;

import dev.heed.view.ComparisonView;
import dev.heed.view.PlaneMap;
import dev.heed.view.draw.Drawing;
import dev.heed.view.font.Face;
import dev.heed.view.font.Outline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Where the occurrences of a word stand: each a path from its static vector through the layers, on a plane. */
public final class MapPicture {
    private static final double WIDTH = 720;
    private static final double HEIGHT = 380;
    private static final double EDGE = 40;
    private static final double LINE = 16;

    private final ComparisonView view;
    private final PlaneMap map;
    private final double scale;
    private final double middleX;
    private final double middleY;
    private double top;

    private MapPicture(ComparisonView view, PlaneMap map) {
        this.view = view;
        this.map = map;
        double[] x = bounds(0);
        double[] y = bounds(1);
        this.scale = Math.min(
                (WIDTH - 2 * EDGE) / Math.max(1e-9, x[1] - x[0]), (HEIGHT - 2 * EDGE) / Math.max(1e-9, y[1] - y[0]));
        this.middleX = (x[0] + x[1]) / 2;
        this.middleY = (y[0] + y[1]) / 2;
    }

    /** The picture of a comparison's map. */
    public static Drawing of(ComparisonView view, PlaneMap map) {
        return new MapPicture(view, map).draw();
    }

    private double[] bounds(int axis) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (List<float[]> path : map.paths()) {
            for (float[] point : path) {
                low = Math.min(low, point[axis]);
                high = Math.max(high, point[axis]);
            }
        }
        return new double[] {low, high};
    }

    private double x(float[] point) {
        return Look.MARGIN + WIDTH / 2 + (point[0] - middleX) * scale;
    }

    private double y(float[] point) {
        return top + HEIGHT / 2 - (point[1] - middleY) * scale;
    }

    private Drawing draw() {
        int places = map.paths().size();
        Page page = new Page(
                WIDTH, "Where " + view.word() + " stands, layer by layer", view.model() + " · " + places + " places");
        for (int i = 0; i < places; i++) {
            PlaceLine.draw(page, view, i, WIDTH);
        }
        top = page.y;
        for (int i = 0; i < places; i++) {
            path(page, i);
        }
        names(page);
        page.y = top + HEIGHT;
        int layers = view.layers().size() - 1;
        page.note("A path begins at the static vector, which all share, and goes through the layers 0 to " + layers
                + "; its number stands at layer " + layers + ".");
        page.note("The two main directions of all these vectors, each brought to length 1 (principal components: "
                + percent(0) + " and " + percent(1) + " of their variance). The rest is not in the picture.");
        return page.finish(described());
    }

    private void path(Page page, int i) {
        List<float[]> path = map.paths().get(i);
        Outline line = new Outline();
        for (int p = 0; p < path.size(); p++) {
            if (p == 0) {
                line.move(x(path.get(p)), y(path.get(p)));
            } else {
                line.line(x(path.get(p)), y(path.get(p)));
            }
        }
        page.canvas.stroke(line, Series.ink(i).opacity(0.65), 1.6, Series.dashes(i));
        for (float[] point : path) {
            Series.mark(page.canvas, x(point), y(point), i);
        }
    }

    /** Numbers at the ends, moved apart where they would meet, and what the common beginning is called. */
    private void names(Page page) {
        record Name(String text, double x, double y, int series) {}
        List<Name> names = new ArrayList<>();
        for (int i = 0; i < map.paths().size(); i++) {
            float[] end = map.paths().get(i).getLast();
            names.add(new Name(Integer.toString(i + 1), rightOf(end) + 12, y(end) + 4, i));
        }
        names.sort(Comparator.comparingDouble(Name::y));
        double last = -1e9;
        for (Name name : names) {
            last = Math.max(name.y(), last + LINE);
            page.canvas.left(name.text(), Face.BOLD, Look.BODY, name.x(), last, Series.ink(name.series()));
        }
        float[] begin = map.paths().getFirst().getFirst();
        boolean right = x(begin) > Look.MARGIN + WIDTH / 2;
        double y = y(begin) - 10;
        if (right) {
            page.canvas.right("static", Face.REGULAR, Look.SMALL, x(begin) + 18, y, Look.MUTED);
        } else {
            page.canvas.left("static", Face.REGULAR, Look.SMALL, x(begin) - 18, y, Look.MUTED);
        }
    }

    /** The right edge of what ends about here. */
    private double rightOf(float[] end) {
        return map.paths().stream()
                .map(List::getLast)
                .filter(other -> Math.abs(x(other) - x(end)) < 2 * LINE && Math.abs(y(other) - y(end)) < 3 * LINE)
                .mapToDouble(this::x)
                .max()
                .orElseThrow();
    }

    private String percent(int axis) {
        return Math.round(map.variance()[axis] * 100) + "%";
    }

    private String described() {
        return map.paths().stream()
                .map(path -> "from (" + Look.two(path.getFirst()[0]) + ", " + Look.two(path.getFirst()[1]) + ") to ("
                        + Look.two(path.getLast()[0]) + ", " + Look.two(path.getLast()[1]) + ")")
                .collect(Collectors.joining("; ", "The places of " + view.word() + " on the map: ", "."));
    }
}
