package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.format.JsonObject;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.feature.SameMeaning;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import dev.heed.text.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Does a word mean the same in two sentences? Pairs as in MCL-WiC, one JSON object a line. Run by
 * {@code ./build evaluate wic FILE}.
 */
public final class WicEvaluation {
    private WicEvaluation() {}

    /** @param args the file and, if not all-MiniLM-L6-v2, a model's name or folder */
    public static void main(String[] args) throws IOException {
        List<Occurrence> places = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            JsonObject pair = JsonObject.read(line.getBytes(StandardCharsets.UTF_8), args[0]);
            for (String side : new String[] {"1", "2"}) {
                places.add(place(pair, side));
            }
            labels.add(pair.string("label").orElseThrow().equalsIgnoreCase("true"));
        }
        try (Encoder encoder = Encoder.open(args.length > 1 ? Models.find(args[1]) : Models.minilm())) {
            print(encoder, places, labels);
        }
    }

    private static void print(Encoder encoder, List<Occurrence> places, List<Boolean> labels) {
        int layers = encoder.model().layers();
        ModelStatistics statistics = ModelStatistics.of(encoder).orElseThrow();
        int n = labels.size();
        boolean[] same = new boolean[n];
        double[] scores = new double[n];
        double[] raw = new double[n];
        double[] text = new double[n];
        int right = 0;
        for (int i = 0; i < n; i++) {
            List<OccurrenceVectors> pair = new OccurrenceEncoder(encoder).encode(places.subList(2 * i, 2 * i + 2));
            SameMeaning answer = SameMeaning.of(pair.getFirst(), pair.getLast(), statistics, layers);
            same[i] = labels.get(i);
            scores[i] = answer.score();
            raw[i] = cosine(pair, Surrounding.WORD, layers);
            text[i] = cosine(pair, Surrounding.TEXT, layers);
            right += answer.same() == same[i] ? 1 : 0;
            if (System.getProperty("heed.scores") != null) {
                System.out.println(scores[i] + "\t" + same[i]);
            }
        }
        System.out.printf("%s, %d pairs%n", encoder.model().name(), n);
        System.out.printf("                               AUC   accuracy%n");
        System.out.printf("a static vector               .500   .500%n");
        row("the word's last layer", raw, same);
        row("cosine of the sentences", text, same);
        System.out.printf(
                "%-28s %.3f  %.3f%n",
                "heed compare's yes or no", Ranks.areaUnderCurve(scores, same), right / (double) n);
    }

    private static double cosine(List<OccurrenceVectors> pair, Surrounding surrounding, int layer) {
        return Vectors.cosine(
                pair.getFirst().vector(surrounding, layer), pair.getLast().vector(surrounding, layer));
    }

    /** A baseline, with the border that is best on this very file. */
    private static void row(String name, double[] scores, boolean[] same) {
        int best = Arrays.stream(scores)
                .mapToInt(border -> right(scores, same, border))
                .max()
                .orElse(0);
        System.out.printf(
                "%-28s %.3f  %.3f (border chosen on this file)%n",
                name, Ranks.areaUnderCurve(scores, same), best / (double) scores.length);
    }

    private static int right(double[] scores, boolean[] same, double border) {
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            right += scores[i] > border == same[i] ? 1 : 0;
        }
        return right;
    }

    private static Occurrence place(JsonObject pair, String side) {
        String text = pair.string("sentence" + side).orElseThrow();
        int start = text.offsetByCodePoints(
                0, Integer.parseInt(pair.string("start" + side).orElseThrow()));
        int end = text.offsetByCodePoints(
                0, Integer.parseInt(pair.string("end" + side).orElseThrow()));
        return new Occurrence("pairs", 1, new Span(start, end), text, 0);
    }
}
