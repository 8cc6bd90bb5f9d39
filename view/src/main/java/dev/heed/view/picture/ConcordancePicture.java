package dev.heed.view.picture;

import dev.heed.meaning.concordance.Hit;
import dev.heed.view.Names;
import dev.heed.view.draw.Drawing;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.List;
import java.util.stream.Collectors;

/** A concordance by meaning: the lines aligned on the word, the nearest first, each with where it stands. */
public final class ConcordancePicture {
    private static final double WIDTH = 900;
    private static final double PLACE = 130;
    private static final double NUMBER = 40;
    private static final double LINE = 22;
    private static final int MOST = 200;
    private static final int NAMED = 5;

    private ConcordancePicture() {}

    /**
     * The picture of an answer.
     *
     * @param query the text that was asked with
     * @param word null for any
     * @param model its name
     * @param occurrences places where the word stands, listed or not
     * @param hits the best first
     */
    public static Drawing of(String query, String word, String model, int occurrences, List<Hit> hits) {
        String asked = word == null ? "any word" : word;
        Page page = new Page(
                WIDTH,
                asked + ", used as in: " + query,
                model + " · the nearest " + Math.min(MOST, hits.size()) + " of " + Names.places(occurrences));
        KeywordLines lines = new KeywordLines(Look.MARGIN + NUMBER + PLACE, WIDTH - NUMBER - PLACE);
        List<Hit> shown = hits.subList(0, Math.min(MOST, hits.size()));
        for (Hit hit : shown) {
            page.canvas.line(Look.MARGIN, page.y + 7, Look.MARGIN + WIDTH, page.y + 7, Look.HAIR, 1);
            page.y += LINE;
            page.canvas.right(
                    Look.two(hit.similarity()),
                    Face.REGULAR,
                    Look.SMALL,
                    Look.MARGIN + NUMBER - 10,
                    page.y,
                    Look.MUTED);
            page.canvas.left(place(hit), Look.MARGIN + NUMBER, page.y, Look.MUTED);
            lines.draw(page, hit.occurrence());
        }
        page.y += 10;
        if (shown.size() < hits.size()) {
            page.note("The first " + MOST + " of " + hits.size() + " lines are drawn.");
        }
        page.note("Numbers are cosines of the uses; the order also follows what is near what is near.");
        return page.finish("Lines that use " + asked + " as in: " + query + " The nearest: "
                + shown.stream()
                        .limit(NAMED)
                        .map(hit -> hit.occurrence().file() + " line "
                                + hit.occurrence().line() + ", "
                                + hit.occurrence().passage())
                        .collect(Collectors.joining(" / ")));
    }

    private static LaidText place(Hit hit) {
        String file = hit.occurrence().file();
        String name = file.substring(file.lastIndexOf('/') + 1);
        return LaidText.fitted(name + ":" + hit.occurrence().line(), Face.REGULAR, Look.SMALL, PLACE - 12);
    }
}
