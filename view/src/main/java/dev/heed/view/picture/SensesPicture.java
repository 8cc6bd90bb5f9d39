package dev.heed.view.picture;

import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.sense.Member;
import dev.heed.meaning.sense.Sense;
import dev.heed.meaning.sense.SenseMap;
import dev.heed.meaning.sense.Senses;
import dev.heed.view.Names;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The senses of a word: its occurrences on a plane, a colour and a shape a sense, beside them each sense's size, keywords
 * and most central lines.
 */
public final class SensesPicture {
    private static final double MAP = 430;
    private static final double LINES = 560;
    private static final double GAP = 34;
    private static final int MOST_SENSES = 12;
    private static final int MOST_POINTS = 4_000;
    private static final int EXAMPLES = 3;
    // Okabe and Ito's colours, which colour-blind readers can tell apart, darkened a little for paper
    private static final Ink[] INKS = {
        Ink.of(0x0063a0), Ink.of(0xc04f00), Ink.of(0x007a58), Ink.of(0xa34f86), Ink.of(0x8a6d00), Ink.of(0x2b2f36)
    };

    private final Senses senses;
    private final Map<Occurrence, float[]> places = new HashMap<>();
    private final SenseMap map;
    private Page page;

    private SensesPicture(Senses senses, List<Occurrence> occurrences, SenseMap map) {
        this.senses = senses;
        this.map = map;
        for (int i = 0; i < occurrences.size(); i++) {
            places.put(occurrences.get(i), map.places()[i]);
        }
    }

    /**
     * The picture of an answer.
     *
     * @param occurrences as the map has them
     * @param model its name
     */
    public static Drawing of(Senses senses, List<Occurrence> occurrences, SenseMap map, String model) {
        return new SensesPicture(senses, occurrences, map).draw(model);
    }

    private Drawing draw(String model) {
        int count = senses.senses().size();
        page = new Page(
                MAP + GAP + LINES,
                senses.word() + ": " + (count == 1 ? "one sense, as far as can be seen" : count + " senses"),
                model + " · " + Names.places(senses.occurrences()));
        double top = page.y;
        map(top);
        double x = Look.MARGIN + MAP + GAP;
        page.y = top + 4;
        for (Sense sense : senses.senses().stream().limit(MOST_SENSES).toList()) {
            sense(sense, x);
        }
        page.y = Math.max(page.y, top + MAP) + 16;
        page.note("Each mark is a place in the text. The plane is the two directions in which the vectors differ most ("
                + percent(map.variance()[0]) + " and " + percent(map.variance()[1])
                + " of their variance): what looks apart is apart, what looks together may differ in others.");
        if (count > MOST_SENSES) {
            page.note("The first " + MOST_SENSES + " of " + count + " senses have lines.");
        }
        if (!senses.unclear().isEmpty()) {
            page.note("Grey rings: " + senses.unclear().size() + " unclear places.");
        }
        return page.finish(described());
    }

    private void map(double top) {
        page.canvas.frame(Look.MARGIN, top, MAP, MAP, Look.HAIR, 1);
        float[] low = {Float.MAX_VALUE, Float.MAX_VALUE};
        float[] high = {-Float.MAX_VALUE, -Float.MAX_VALUE};
        for (float[] place : map.places()) {
            for (int axis = 0; axis < 2; axis++) {
                low[axis] = Math.min(low[axis], place[axis]);
                high[axis] = Math.max(high[axis], place[axis]);
            }
        }
        double extent = Math.max(1e-6, Math.max(high[0] - low[0], high[1] - low[1]));
        double scale = (MAP - 28) / extent;
        double middleX = Look.MARGIN + MAP / 2 - scale * (low[0] + high[0]) / 2;
        double middleY = top + MAP / 2 + scale * (low[1] + high[1]) / 2;
        int every = Math.max(1, (senses.occurrences() + MOST_POINTS - 1) / MOST_POINTS);
        double opacity = senses.occurrences() > 400 ? 0.55 : 0.8;
        int drawn = 0;
        for (Member member : senses.unclear()) {
            float[] place = places.get(member.occurrence());
            page.canvas.stroke(
                    new Outline().circle(middleX + scale * place[0], middleY - scale * place[1], 3), Look.GREY, 1);
        }
        for (Sense sense : senses.senses()) {
            for (Member member : sense.members()) {
                if (drawn++ % every == 0) {
                    float[] place = places.get(member.occurrence());
                    mark(middleX + scale * place[0], middleY - scale * place[1], 3.4, sense.id() - 1, opacity);
                }
            }
        }
        if (every > 1) {
            page.note("One place in " + every + " is drawn.");
        }
    }

    private void sense(Sense sense, double x) {
        page.y += 10;
        mark(x + 5, page.y - 4, 4.6, sense.id() - 1, 1);
        String name = sense.name() == null ? "sense " + sense.id() : sense.name();
        LaidText head = LaidText.fitted(name, Face.BOLD, Look.BODY, LINES / 2);
        page.canvas.left(head, x + 17, page.y, ink(sense.id() - 1));
        String size = Names.places(sense.members().size()) + " · "
                + percent(sense.members().size() / (float) senses.occurrences());
        page.canvas.right(size, Face.REGULAR, Look.SMALL, x + LINES, page.y, Look.MUTED);
        if (!sense.keywords().isEmpty()) {
            page.y += 17;
            String words = String.join(", ", sense.keywords());
            page.canvas.left(LaidText.fitted(words, Face.REGULAR, Look.SMALL, LINES - 17), x + 17, page.y, Look.MUTED);
        }
        KeywordLines lines = new KeywordLines(x, LINES);
        for (Member member : sense.central(EXAMPLES)) {
            page.y += 19;
            lines.draw(page, member.occurrence());
        }
        page.y += 22;
    }

    private void mark(double x, double y, double size, int sense, double opacity) {
        SenseMarks.draw(page.canvas, x, y, size, sense, ink(sense).opacity(opacity));
    }

    private static Ink ink(int sense) {
        return INKS[sense % INKS.length];
    }

    private static String percent(float part) {
        return Look.fixed(100 * part, part < 0.1 ? 1 : 0) + "%";
    }

    private String described() {
        return senses.senses().stream()
                .limit(MOST_SENSES)
                .map(sense -> (sense.name() == null ? "Sense " + sense.id() : sense.name()) + ": "
                        + Names.places(sense.members().size())
                        + (sense.keywords().isEmpty() ? "" : ", keywords " + String.join(", ", sense.keywords())))
                .collect(Collectors.joining(
                        ". ", "The word " + senses.word() + " in " + Names.places(senses.occurrences()) + ". ", "."));
    }
}
