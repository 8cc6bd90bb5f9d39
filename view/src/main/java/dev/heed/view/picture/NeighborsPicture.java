package dev.heed.view.picture;

import dev.heed.NearWord;
import dev.heed.view.ComparisonDetail;
import dev.heed.view.ComparisonView;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;
import java.util.stream.Collectors;

/** Which words of the model's own table a word's vector is nearest to, in each place, layer by layer. */
public final class NeighborsPicture {
    private static final double LAYER = 64;
    private static final double CELL = 108;
    private static final double ROW = 20;

    private final ComparisonView view;
    private final ComparisonDetail detail;
    private final int across;

    private NeighborsPicture(ComparisonView view, ComparisonDetail detail) {
        this.view = view;
        this.detail = detail;
        this.across = detail.near().getFirst().getFirst().size();
    }

    /** The picture of a comparison's neighbours. */
    public static Drawing of(ComparisonView view, ComparisonDetail detail) {
        return new NeighborsPicture(view, detail).draw();
    }

    private Drawing draw() {
        int places = view.occurrences().size();
        double width = LAYER + across * CELL;
        Page page = new Page(
                width,
                "The nearest words of " + view.word() + ", layer by layer",
                view.model() + " · " + places + " places · cosine with the rows of its word table");
        for (int i = 0; i < places; i++) {
            page.y += i == 0 ? 10 : 28;
            PlaceLine.draw(page, view, i, width);
            for (int l = 0; l < detail.near().size(); l++) {
                row(page, l, detail.near().get(l).get(i));
            }
        }
        page.note(
                "The table has the static vectors that the model begins with; a vector of a later layer has moved away"
                        + " from all of them, so that the cosines fall.");
        return page.finish(described());
    }

    private void row(Page page, int layer, List<NearWord> near) {
        double base = page.y + ROW - 6;
        String name = layer == 0 ? "static" : "layer " + (layer - 1);
        page.canvas.left(name, Face.REGULAR, Look.SMALL, Look.MARGIN, base, Look.MUTED);
        for (int k = 0; k < near.size(); k++) {
            double x = Look.MARGIN + LAYER + k * CELL;
            Ink shade = Look.shadeAt(Math.clamp(near.get(k).similarity(), 0, 1) * 0.5);
            page.canvas.box(x, page.y + 1, CELL - 2, ROW - 2, shade);
            page.canvas.left(
                    LaidText.fitted(near.get(k).word(), Face.REGULAR, Look.BODY - 1, CELL - 46),
                    x + 6,
                    base,
                    Look.on(shade));
            page.canvas.right(
                    Look.two(near.get(k).similarity()), Face.REGULAR, Look.SMALL, x + CELL - 8, base, Look.on(shade));
        }
        page.y += ROW;
    }

    private String described() {
        List<List<NearWord>> last = detail.near().getLast();
        StringBuilder said = new StringBuilder("At the last layer");
        for (int i = 0; i < last.size(); i++) {
            said.append(i == 0 ? " " : "; ")
                    .append("place ")
                    .append(i + 1)
                    .append(" is nearest to ")
                    .append(last.get(i).stream()
                            .map(near -> near.word() + " " + Look.two(near.similarity()))
                            .collect(Collectors.joining(", ")));
        }
        return said.append('.').toString();
    }
}
