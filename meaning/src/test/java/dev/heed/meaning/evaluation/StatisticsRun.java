package dev.heed.meaning.evaluation;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.feature.StatisticsBuilder;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.StatisticsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Computes a model's statistics from a corpus. Run by {@code ./build statistics CORPUS MODEL FILE}. */
public final class StatisticsRun {
    private StatisticsRun() {}

    /** @param args corpus, model's name or folder, file to write */
    public static void main(String[] args) throws IOException {
        try (Encoder encoder = Encoder.open(Models.find(args[1]));
                CorpusReader corpus = new CorpusReader(List.of(args[0]), InputStream.nullInputStream())) {
            ModelStatistics statistics = new StatisticsBuilder(encoder).of(corpus);
            Files.write(Path.of(args[2]), StatisticsFile.write(statistics));
            System.out.printf("%s: %s %s%n", statistics.model(), statistics.cosines(), statistics.pairs());
        }
    }
}
