package dev.heed.training;

import dev.heed.training.corpus.Corpus;
import dev.heed.training.corpus.CorpusFiles;
import dev.heed.training.corpus.TokenRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Trains again and again: run with a heap that a worker's own rows do not fit, the two matrices of 20 MiB lie outside. */
final class TrainingMemory {
    private static final int WORDS = 5000;
    private static final int DIMENSION = 1024;
    private static final int TIMES = 20;

    private TrainingMemory() {}

    public static void main(String[] args) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            text.append('w').append(word).append(word % 10 == 9 ? '\n' : ' ');
        }
        Corpus.Reading reading = new Corpus.Reading(new TokenRule(TokenRule.Cut.WHITESPACE, false), false, 1);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (CorpusFiles files = new CorpusFiles(List.of("-"), new ByteArrayInputStream(bytes));
                Corpus corpus = Corpus.read(files, reading, Corpus.Known.NONE, 1, words -> {})) {
            TrainingOptions options =
                    TrainingOptions.of(TrainingOptions.Algorithm.CBOW).withDimension(DIMENSION);
            for (int i = 0; i < TIMES; i++) {
                try {
                    VectorTrainer.train(corpus, options, null, 1, progress -> true);
                    throw new AssertionError("expected no memory for a worker's rows, got some");
                } catch (OutOfMemoryError e) {
                    // what there was is given back
                }
            }
        }
        System.out.print(residentMebibytes() < 400 ? "released" : residentMebibytes() + " MiB");
    }

    private static long residentMebibytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10;
            }
        }
        throw new AssertionError("no resident size");
    }
}
