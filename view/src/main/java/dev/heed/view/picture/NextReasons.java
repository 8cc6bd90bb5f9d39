package dev.heed.view.picture;

import dev.heed.generation.Attribution.Kind;
import dev.heed.generation.Attribution.Part;
import dev.heed.view.NextView;
import dev.heed.view.NextView.Place;
import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Why a token has its score: its parts as bars about a line, to the right what adds to it, to the left what takes from it. */
final class NextReasons {
    static final double WIDTH = 460;

    private static final double ROW = 19;
    private static final double NAME = 212;
    private static final double NUMBER = 58;
    private static final int LAST_PLACES = 16;
    private static final int LARGEST = 10;

    private final NextView view;
    private final double least;
    private final double most;

    NextReasons(NextView view) {
        this.view = view;
        double low = 0;
        double high = 1e-9;
        for (int layer = 1; layer < view.next().layers().size(); layer++) {
            for (Kind kind : List.of(Kind.ATTENTION, Kind.FEED_FORWARD)) {
                low = Math.min(low, view.total(kind, layer));
                high = Math.max(high, view.total(kind, layer));
            }
        }
        this.least = low;
        this.most = high;
    }

    /** A part, or several together. */
    private record Row(String name, double share) {}

    /** Draws them from (x, y) on, and returns where they end. */
    double draw(Canvas canvas, double x, double y) {
        canvas.left(LaidText.fitted(title(), Face.BOLD, Look.BODY, WIDTH), x, y + 12, Look.INK);
        double below = table(canvas, "By kind", kinds(), true, x, y + 28);
        below = table(canvas, "What attention brought, by place", places(), false, x, below + 12);
        return table(canvas, "The largest parts", largest(), false, x, below + 12);
    }

    private String title() {
        String score = Look.fixed(view.why().logit(), 3);
        return view.against() == null
                ? "Why " + view.word() + ": its score, " + score + ", as a sum"
                : "Why " + view.word() + " and not " + view.against() + ": " + score
                        + " between their scores, as a sum";
    }

    private List<Row> kinds() {
        List<Row> rows = new ArrayList<>(List.of(
                new Row("the last token's own embedding", view.total(Kind.EMBEDDING)),
                new Row("attention", view.total(Kind.ATTENTION)),
                new Row("feed-forward networks", view.total(Kind.FEED_FORWARD)),
                new Row("biases", view.total(Kind.BIAS)),
                new Row("rest, from rounding", view.why().rest())));
        rows.removeIf(row -> row.share() == 0);
        return rows;
    }

    /** The first place, where heads rest, by itself, the last ones, and those between together. */
    private List<Row> places() {
        List<Place> places = view.places();
        int from = Math.max(1, places.size() - LAST_PLACES);
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(
                "1 " + view.tokens().getFirst() + ", the first token",
                places.getFirst().share()));
        if (from > 1) {
            double between =
                    places.subList(1, from).stream().mapToDouble(Place::share).sum();
            rows.add(new Row("2 to " + from + ", together", between));
        }
        places.stream()
                .skip(from)
                .forEach(place -> rows.add(
                        new Row((place.from() + 1) + " " + view.tokens().get(place.from()), place.share())));
        return rows;
    }

    private List<Row> largest() {
        return view.largest(LARGEST).stream()
                .map(part -> new Row(called(part), part.share()))
                .toList();
    }

    private String called(Part part) {
        return switch (part.kind()) {
            case EMBEDDING -> "embedding of " + view.tokens().get(part.from());
            case FEED_FORWARD -> "layer " + part.layer() + ", feed-forward";
            case BIAS -> part.layer() == 0 ? "biases of the end" : "layer " + part.layer() + ", biases";
            case ATTENTION ->
                "layer " + part.layer() + ", head " + part.head() + ", from "
                        + view.tokens().get(part.from());
        };
    }

    /** Returns where it ends. */
    private double table(Canvas canvas, String caption, List<Row> rows, boolean summed, double x, double y) {
        canvas.left(caption, Face.REGULAR, Look.SMALL, x, y + 11, Look.MUTED);
        double below = y + 17;
        double low = Math.min(0, rows.stream().mapToDouble(Row::share).min().orElse(0));
        double high = Math.max(1e-9, rows.stream().mapToDouble(Row::share).max().orElse(0));
        for (Row row : rows) {
            double base = below + ROW / 2 + 4;
            canvas.left(LaidText.fitted(row.name(), Face.REGULAR, Look.SMALL + 1, NAME - 8), x, base, Look.INK);
            bar(canvas, row.share(), low, high, x + NAME, below, WIDTH - NAME - NUMBER, ROW);
            canvas.right(Look.fixed(row.share(), 3), Face.REGULAR, Look.SMALL, x + WIDTH, base, Look.INK);
            below += ROW;
        }
        if (summed) {
            canvas.line(x, below + 2, x + WIDTH, below + 2, Look.HAIR, 1);
            below += 4;
            canvas.left("sum", Face.BOLD, Look.SMALL + 1, x, below + ROW / 2 + 4, Look.INK);
            canvas.right(
                    Look.fixed(view.why().logit(), 3), Face.BOLD, Look.SMALL, x + WIDTH, below + ROW / 2 + 4, Look.INK);
            below += ROW;
        }
        return below;
    }

    /** What one layer added, attention and feed-forward network in columns of {@code width} and a gap of 10. */
    void layer(Canvas canvas, int layer, double x, double y, double width, double height) {
        double at = x;
        for (Kind kind : List.of(Kind.ATTENTION, Kind.FEED_FORWARD)) {
            double share = view.total(kind, layer);
            bar(canvas, share, least, most, at, y, width - 48, height);
            canvas.right(Look.fixed(share, 3), Face.REGULAR, Look.TINY, at + width - 4, y + height / 2 + 4, Look.INK);
            at += width + 10;
        }
    }

    private static void bar(
            Canvas canvas, double share, double low, double high, double x, double y, double width, double height) {
        double zero = x + width * -low / (high - low);
        double length = width * Math.abs(share) / (high - low);
        Ink ink = share < 0 ? Look.NEGATIVE : Look.BLUE;
        canvas.box(share < 0 ? zero - length : zero, y + 5, Math.max(0.5, length), height - 10, ink);
        canvas.line(zero, y + 2, zero, y + height - 2, Look.GREY, 1);
    }

    String described() {
        String sum = kinds().stream()
                .map(row -> row.name() + " " + Look.fixed(row.share(), 3))
                .collect(Collectors.joining(", "));
        String places = places().stream()
                .map(row -> row.name() + " " + Look.fixed(row.share(), 3))
                .collect(Collectors.joining("; "));
        String largest = largest().stream()
                .map(row -> row.name() + " " + Look.fixed(row.share(), 3))
                .collect(Collectors.joining("; "));
        return title() + ": " + sum + ". What attention brought, by place: " + places + ". The largest parts: "
                + largest + ".";
    }
}
