package dev.heed.view.picture;

import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import dev.heed.meaning.similarity.TextSimilarity.Place;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The similarity of two texts: the share of every pair of words, words of the first text down, of the second across, and
 * at the edges what leaving each word out takes from the score.
 */
public final class SimilarityPicture {
    private static final double NUMBERED = 46;
    private static final double ROW = 25;
    private static final double SMALL_CELL = 15;
    private static final int MOST_NUMBERED = 16; // words across
    private static final int MOST = 60;
    private static final double LABEL = 130;
    private static final double EFFECT = 62;
    private static final int NAMED = 8;
    private static final Ink LIGHT_DOWN = Ink.of(0xfdf4ec);
    private static final Ink DARK_DOWN = Ink.of(0x8a3a06);

    private final TextSimilarity similarity;
    private final List<Place> down;
    private final List<Place> across;
    private final Map<Place, Double> effects = new IdentityHashMap<>();
    private final boolean numbered;
    private final double cell;
    private final double row;
    private final double strongest;

    private SimilarityPicture(TextSimilarity similarity) {
        this.similarity = similarity;
        this.down =
                similarity.aPlaces().stream().filter(Place::word).limit(MOST).toList();
        this.across =
                similarity.bPlaces().stream().filter(Place::word).limit(MOST).toList();
        for (List<Effect> side : List.of(similarity.aEffects(), similarity.bEffects())) {
            side.forEach(effect -> effects.put(effect.place(), effect.effect()));
        }
        this.numbered = across.size() <= MOST_NUMBERED;
        this.cell = numbered ? NUMBERED : SMALL_CELL;
        this.row = numbered ? ROW : SMALL_CELL;
        this.strongest = similarity.pairs().stream()
                .filter(pair -> pair.a().word() && pair.b().word())
                .mapToDouble(pair -> Math.abs(pair.share()))
                .max()
                .orElse(0);
    }

    /**
     * The picture of a similarity.
     *
     * @param model its name
     */
    public static Drawing of(TextSimilarity similarity, String model) {
        return new SimilarityPicture(similarity).draw(model);
    }

    private Drawing draw(String model) {
        double side = Math.max(widest(down), 60);
        double width = side + 10 + across.size() * cell + 14 + EFFECT;
        String standing = similarity.standing().map(words -> " · " + words).orElse("");
        Page page = new Page(Math.max(width, 560), "Similarity " + Look.two(similarity.score()), model + standing);
        page.prose(similarity.a(), Look.BODY, Look.INK, Math.max(width, 560));
        page.prose(similarity.b(), Look.BODY, Look.INK, Math.max(width, 560));
        page.y += 24;
        if (similarity.exact()) {
            matrix(page, side);
        } else {
            effectsOnly(page, side);
        }
        notes(page);
        return page.finish(described());
    }

    private void matrix(Page page, double side) {
        double left = Look.MARGIN + side + 10;
        double head = widest(across) + 8;
        boolean upright = across.stream().allMatch(place -> label(place).width() <= cell - 4);
        double top = page.y + (upright ? 16 : head);
        double edge = left + across.size() * cell + 14 + EFFECT;
        for (int j = 0; j < across.size(); j++) {
            LaidText name = label(across.get(j));
            double middle = left + (j + 0.5) * cell;
            if (upright) {
                page.canvas.middle(name, middle, top - 6, Look.INK);
            } else {
                page.canvas.upwards(name, middle + 4, top - 6, Look.INK);
            }
        }
        page.canvas.right("without it", Face.REGULAR, Look.SMALL, edge, top - 6, Look.MUTED);
        Map<Place, Map<Place, Pair>> pairs = similarity.pairs().stream()
                .collect(Collectors.groupingBy(
                        Pair::a,
                        IdentityHashMap::new,
                        Collectors.toMap(Pair::b, pair -> pair, (x, y) -> x, IdentityHashMap::new)));
        for (int i = 0; i < down.size(); i++) {
            double y = top + i * row;
            page.canvas.right(label(down.get(i)), left - 10, y + row / 2 + 4, Look.INK);
            for (int j = 0; j < across.size(); j++) {
                double share = pairs.get(down.get(i)).get(across.get(j)).share();
                Ink shade = shade(share);
                page.canvas.box(left + j * cell + 0.5, y + 0.5, cell - 1, row - 1, shade);
                if (numbered) {
                    page.canvas.middle(
                            Look.fixed(share, 3),
                            Face.REGULAR,
                            Look.SMALL,
                            left + (j + 0.5) * cell,
                            y + row / 2 + 4,
                            Look.on(shade));
                }
            }
            effect(page, down.get(i), edge, y + row / 2 + 4);
        }
        double bottom = top + down.size() * row;
        page.canvas.right("without it", Face.REGULAR, Look.SMALL, left - 10, bottom + 18, Look.MUTED);
        for (int j = 0; j < across.size() && numbered; j++) {
            effect(page, across.get(j), left + (j + 1) * cell - 2, bottom + 18);
        }
        page.y = bottom + 32;
    }

    /** A model whose score is no sum over pairs: what leaving each word out does, text by text. */
    private void effectsOnly(Page page, double side) {
        for (List<Place> text : List.of(down, across)) {
            for (Place place : text) {
                page.y += 18;
                page.canvas.right(label(place), Look.MARGIN + side, page.y, Look.INK);
                effect(page, place, Look.MARGIN + side + EFFECT, page.y);
            }
            page.y += 14;
        }
    }

    /** What a word does to the score; where it sets the texts apart, in the other colour. */
    private void effect(Page page, Place place, double right, double y) {
        double effect = effects.get(place);
        page.canvas.right(
                Look.fixed(effect, 3), Face.REGULAR, Look.SMALL, right, y, effect < 0 ? Look.NEGATIVE : Look.BLUE);
    }

    private void notes(Page page) {
        if (similarity.exact()) {
            double shown = similarity.pairs().stream()
                    .filter(pair -> pair.a().word() && pair.b().word())
                    .mapToDouble(Pair::share)
                    .sum();
            page.note(
                    "Each cell is the pair's share of the score; with "
                            + Look.fixed(similarity.score() - shown, 3)
                            + " from special tokens and punctuation they add up to it. Shares say where the number sits, not"
                            + " what caused it: that is what the numbers at the edges say, the score less the score without the word.");
        } else {
            page.note(
                    "The model's " + similarity.pooling()
                            + " pooling makes the score no sum over words; the numbers are the score less the score without the word.");
        }
        if (down.size() == MOST || across.size() == MOST) {
            page.note("The first " + MOST + " words of each text are shown.");
        }
    }

    private Ink shade(double share) {
        double part = strongest == 0 ? 0 : Math.sqrt(Math.abs(share) / strongest) * 0.9;
        return share < 0 ? LIGHT_DOWN.towards(DARK_DOWN, part) : Look.shadeAt(part);
    }

    private LaidText label(Place place) {
        return LaidText.fitted(place.text(), Face.REGULAR, numbered ? Look.BODY : Look.TINY, LABEL);
    }

    private double widest(List<Place> places) {
        return places.stream().mapToDouble(place -> label(place).width()).max().orElse(0);
    }

    private String described() {
        String pairs = similarity.pairs().stream()
                .filter(pair -> pair.a().word() && pair.b().word())
                .sorted(Comparator.comparingDouble(Pair::share).reversed())
                .limit(NAMED)
                .map(pair -> pair.a().text() + " and " + pair.b().text() + " " + Look.fixed(pair.share(), 3))
                .collect(Collectors.joining(", "));
        return "Similarity of two texts, " + Look.two(similarity.score()) + ", as shares of word pairs. First text: "
                + similarity.a() + " Second text: " + similarity.b()
                + (pairs.isEmpty() ? "" : " Largest shares: " + pairs + ".");
    }
}
