package dev.heed.model.minilm;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.TextEmbedding;
import dev.heed.tensor.Vectors;
import dev.heed.vectors.RankCorrelation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Spearman's rank correlation of cosine similarity with human judgement on a file of the STS benchmark (tab-separated:
 * genre, file, year, id, score, sentence, sentence). Run by {@code ./build evaluate sts FILE}.
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
        try (Encoder encoder = Encoder.open(args.length > 1 ? Models.find(args[1]) : Models.minilm())) {
            List<TextEmbedding> first =
                    encoder.embed(pairs.stream().map(p -> p[1]).toList());
            List<TextEmbedding> second =
                    encoder.embed(pairs.stream().map(p -> p[2]).toList());
            double[] human =
                    pairs.stream().mapToDouble(p -> Double.parseDouble(p[0])).toArray();
            double[] cosine = IntStream.range(0, pairs.size())
                    .mapToDouble(i ->
                            Vectors.cosine(first.get(i).vector(), second.get(i).vector()))
                    .toArray();
            System.out.printf(
                    "%s, %s kernel, %s: %d pairs, Spearman %.6f%n",
                    encoder.model().name(),
                    encoder.kernel(),
                    encoder.precision(),
                    pairs.size(),
                    RankCorrelation.spearman(human, cosine));
        }
    }
}
