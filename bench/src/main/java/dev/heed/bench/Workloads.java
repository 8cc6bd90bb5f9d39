package dev.heed.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The texts: rectangles of exact length, sentences of the STS benchmark, paragraphs of books. */
final class Workloads {
    /** Words that are one token each. */
    private static final String[] WORDS =
            "bank river money water house tree king queen apple table light music paper stone green north winter garden"
                    .split(" ");

    /** The one workload whose time is told, not its rate. */
    static final String LATENCY = "one text of 5 tokens";

    private static final int[][] UNIFORM = {{1, 16}, {1, 128}, {32, 32}, {32, 128}, {8, 256}, {4, 512}};

    private Workloads() {}

    /** @param data folder with sts/sts-dev.csv and corpus/books-a.txt.gz */
    static List<Workload> all(Path data) throws IOException {
        List<Workload> all = new ArrayList<>();
        for (int[] shape : UNIFORM) {
            all.add(uniform(shape[0], shape[1]));
        }
        List<String> sentences = sentences(data.resolve("sts/sts-dev.csv"));
        List<String> paragraphs = paragraphs(data.resolve("corpus/books-a.txt.gz"));
        all.add(new Workload("1,024 sentences, sorted", false, sorted(sentences), 32));
        all.add(new Workload("1,024 sentences, as given", false, sentences, 32));
        all.add(new Workload("192 paragraphs, sorted", false, sorted(paragraphs), 32));
        all.add(new Workload("192 paragraphs, as given", false, paragraphs, 32));
        all.add(new Workload(LATENCY, false, List.of("bank grows money"), 1));
        return all;
    }

    /** Texts of as many tokens, special ones included. */
    static Workload uniform(int batch, int length) {
        Random random = new Random(length * 31L + batch);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            StringBuilder text = new StringBuilder();
            for (int t = 0; t < length - 2; t++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            texts.add(text.toString());
        }
        return new Workload(batch + " × " + length, true, texts, batch);
    }

    private static List<String> sentences(Path sts) throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String line : Files.readAllLines(sts)) {
            String[] fields = line.split("\t", -1);
            sentences.add(fields[5]);
            sentences.add(fields[6]);
        }
        return sentences.subList(0, 1024);
    }

    /** The first 192 lines of 20 to 190 words, taking every seventh. */
    private static List<String> paragraphs(Path corpus) throws IOException {
        List<String> paragraphs = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(corpus));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            int fitting = 0;
            for (String line = lines.readLine(); line != null && paragraphs.size() < 192; line = lines.readLine()) {
                int words = line.split(" ").length;
                if (words >= 20 && words <= 190 && fitting++ % 7 == 0) {
                    paragraphs.add(line);
                }
            }
        }
        return paragraphs;
    }

    private static List<String> sorted(List<String> texts) {
        return texts.stream().sorted(Comparator.comparingInt(String::length)).toList();
    }
}
