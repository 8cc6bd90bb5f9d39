package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Model;
import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import dev.heed.vectors.evaluation.RankCorrelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Spearman's rank correlation of cosine similarity with human judgement on a file of the STS benchmark (tab-separated:
 * genre, file, year, id, score, sentence, sentence), at each precision, and how near the vectors are to those in single
 * precision: what stands in {@code precisions.tsv}. Run by {@code ./build evaluate sts FILE}.
 */
public final class StsEvaluation {
    private StsEvaluation() {}

    /** @param args the file and, if not all-MiniLM-L6-v2, a model's name or folder */
    public static void main(String[] args) throws IOException {
        List<String[]> pairs = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] fields = line.split("\t", -1);
            pairs.add(new String[] {fields[4], fields[5], fields[6]});
        }
        List<String> texts = pairs.stream().flatMap(p -> Stream.of(p[1], p[2])).toList();
        double[] human =
                pairs.stream().mapToDouble(p -> Double.parseDouble(p[0])).toArray();
        Model model = args.length > 1 ? Models.find(args[1]) : Models.minilm();
        List<TextEmbedding> single = null;
        for (Precision precision : List.of(Precision.FP32, Precision.BF16, Precision.INT8)) {
            try (Encoder encoder = Encoder.builder(model).precision(precision).open()) {
                List<TextEmbedding> vectors = encoder.embed(texts);
                single = single == null ? vectors : single;
                double[] cosine = IntStream.range(0, pairs.size())
                        .mapToDouble(i -> cosine(vectors, 2 * i, vectors, 2 * i + 1))
                        .toArray();
                List<TextEmbedding> reference = single;
                DoubleSummaryStatistics near = IntStream.range(0, texts.size())
                        .mapToDouble(i -> cosine(vectors, i, reference, i))
                        .summaryStatistics();
                System.out.printf(
                        Locale.ROOT,
                        "%s, %s kernel, %s: %d pairs, Spearman %.6f; cosine to fp32: mean %.6f, lowest %.6f%n",
                        encoder.model().name(),
                        encoder.kernel(),
                        encoder.precision(),
                        pairs.size(),
                        RankCorrelation.spearman(human, cosine),
                        near.getAverage(),
                        near.getMin());
            }
        }
    }

    private static double cosine(List<TextEmbedding> a, int i, List<TextEmbedding> b, int j) {
        return Vectors.cosine(a.get(i).vector(), b.get(j).vector());
    }
}
