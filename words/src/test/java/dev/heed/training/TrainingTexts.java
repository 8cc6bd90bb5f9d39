package dev.heed.training;

import dev.heed.training.corpus.Corpus;
import dev.heed.training.corpus.CorpusFiles;
import dev.heed.training.corpus.TokenRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Texts in which each line speaks of one of a few topics: words of one topic are neighbours. */
final class TrainingTexts {
    static final int TOPICS = 5;
    static final int WORDS_OF_TOPIC = 60;

    private TrainingTexts() {}

    /** Words {@code t0w0}, {@code t0w1}, …, frequent ones first, and the word {@code the} everywhere. */
    static String of(int words, int seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        int left = words;
        while (left > 0) {
            int topic = random.nextInt(TOPICS);
            int length = Math.min(left, 5 + random.nextInt(25));
            for (int i = 0; i < length; i++) {
                double x = random.nextDouble();
                text.append(i == 0 ? "" : " ")
                        .append(random.nextInt(4) == 0 ? "the" : "t" + topic + "w" + (int) (x * x * WORDS_OF_TOPIC));
            }
            text.append('\n');
            left -= length;
        }
        return text.toString();
    }

    static Corpus read(String text, Corpus.Known known) throws IOException {
        return read(text, known, 5);
    }

    static Corpus read(String text, Corpus.Known known, int minCount) throws IOException {
        try (CorpusFiles files =
                new CorpusFiles(List.of("-"), new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))) {
            Corpus.Reading reading = new Corpus.Reading(new TokenRule(TokenRule.Cut.WHITESPACE, true), false, minCount);
            return Corpus.read(files, reading, known, 2, words -> {});
        }
    }

    static Corpus read(String text) throws IOException {
        return read(text, Corpus.Known.NONE);
    }
}
