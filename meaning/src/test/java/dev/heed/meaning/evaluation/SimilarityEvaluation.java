package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.similarity.TextSimilarity;
import dev.heed.meaning.similarity.TextSimilarity.Effect;
import dev.heed.meaning.similarity.TextSimilarity.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a similarity's readings agree with leaving words out, on a file of the STS benchmark (tab-separated: genre, file,
 * year, id, score, sentence, sentence). Run by {@code ./build evaluate similarity FILE}.
 */
public final class SimilarityEvaluation {
    private static final int FEWEST_WORDS = 3;

    private double largestError;
    private double shares;
    private double matched;
    private double nearest;
    private int pairs;
    private final SameWords sameWords = new SameWords();

    private SimilarityEvaluation() {}

    /** @param args the file and, if not all-MiniLM-L6-v2, a model's name or folder */
    public static void main(String[] args) throws IOException {
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        SimilarityEvaluation evaluation = new SimilarityEvaluation();
        try (Encoder encoder = Encoder.open(args.length > 1 ? Models.find(args[1]) : Models.minilm())) {
            for (String line : lines) {
                String[] fields = line.split("\t", -1);
                evaluation.add(TextSimilarity.of(encoder, fields[5], fields[6]));
            }
            evaluation.print(encoder.model().name(), lines.size());
        }
    }

    private void add(TextSimilarity similarity) {
        double sum = similarity.rest()
                + similarity.pairs().stream().mapToDouble(Pair::share).sum();
        largestError = Math.max(largestError, Math.abs(sum - similarity.score()));
        if (!similarity.exact()
                || similarity.aEffects().size() < FEWEST_WORDS
                || similarity.bEffects().size() < FEWEST_WORDS) {
            return;
        }
        pairs++;
        shares += agreement(similarity, Pair::share);
        matched += agreement(similarity, Pair::matched);
        nearest += agreement(
                similarity, pair -> pair.a().text().equalsIgnoreCase(pair.b().text()) ? 1 : 0);
        sameWords.add(similarity);
    }

    /** Spearman's ρ of the sums over rows and columns with the effects of leaving words out; the mean of both texts. */
    private static double agreement(TextSimilarity similarity, ToDoubleFunction<Pair> reading) {
        double a = Ranks.spearman(
                similarity.aEffects().stream()
                        .mapToDouble(effect -> similarity.pairs().stream()
                                .filter(pair ->
                                        pair.a() == effect.place() && pair.b().word())
                                .mapToDouble(reading)
                                .sum())
                        .toArray(),
                similarity.aEffects().stream().mapToDouble(Effect::effect).toArray());
        double b = Ranks.spearman(
                similarity.bEffects().stream()
                        .mapToDouble(effect -> similarity.pairs().stream()
                                .filter(pair ->
                                        pair.b() == effect.place() && pair.a().word())
                                .mapToDouble(reading)
                                .sum())
                        .toArray(),
                similarity.bEffects().stream().mapToDouble(Effect::effect).toArray());
        return (a + b) / 2;
    }

    private void print(String model, int lines) {
        System.out.printf("%s, %d pairs of texts%n", model, lines);
        System.out.printf("largest |shares + rest - score|        %.1e%n", largestError);
        System.out.printf(
                "agreement with leaving words out (Spearman, mean of %d pairs of 3 or more words a side)%n", pairs);
        System.out.printf("  exact shares                         %.3f%n", shares / pairs);
        System.out.printf("  shares above the expected (matched)  %.3f%n", matched / pairs);
        System.out.printf("  baseline: the same word or not       %.3f%n", nearest / pairs);
        sameWords.print();
    }
}
