package bench;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.langchain4j.HeedEmbeddingModel;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.springframework.ai.transformers.TransformersEmbeddingModel;

/**
 * One model of one framework in a process of its own: how long until its first vector, how many texts a second, how much
 * memory. Writes its vectors to a file, so that {@link Agreement} can say who computed the same.
 *
 * <p>usage: Peer NAME DATA VECTORS
 */
final class Peer {
    private static final int ROUNDS = 5;
    private static final int THREADS = 2;

    private Peer() {}

    public static void main(String[] args) throws Exception {
        Function<List<String>, List<float[]>> model = model(args[0]);
        model.apply(List.of("bank grows money"));
        long start = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        List<String> sentences = sentences(Path.of(args[1], "sts/sts-dev.csv"));
        List<String> paragraphs = paragraphs(Path.of(args[1], "corpus/books-a.txt.gz"));
        double sentenceRate = rate(model, sentences);
        double paragraphRate = rate(model, paragraphs);
        System.out.printf(
                "%-22s %6d %8.0f %8.1f %8d %8d%n",
                args[0], start, sentenceRate, paragraphRate, memory("VmRSS"), memory("VmHWM"));
        write(Path.of(args[2]), model.apply(paragraphs));
        System.exit(0);
    }

    private static Function<List<String>, List<float[]>> model(String name) throws Exception {
        return switch (name) {
            case "langchain4j" ->
                langchain4j(new AllMiniLmL6V2EmbeddingModel(Executors.newFixedThreadPool(THREADS)));
            case "heed-langchain4j" ->
                langchain4j(HeedEmbeddingModel.builder().threads(THREADS).build());
            case "heed-langchain4j-128" -> // as much of a text as LangChain4j's own model reads
                langchain4j(HeedEmbeddingModel.builder().threads(THREADS).maxTokens(128).build());
            case "spring" -> spring();
            case "heed-spring" ->
                dev.heed.spring.HeedEmbeddingModel.of(
                                Encoder.builder(Models.minilm()).threads(THREADS).open())
                        ::embed;
            default -> throw new IllegalArgumentException("peer: got " + name);
        };
    }

    private static Function<List<String>, List<float[]>> langchain4j(EmbeddingModel model) {
        return texts -> model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                .map(embedding -> embedding.vector())
                .toList();
    }

    /** Texts in batches of 32: Spring AI's model pads all texts of a call to the longest and runs them at once. */
    private static Function<List<String>, List<float[]>> spring() throws Exception {
        TransformersEmbeddingModel model = new TransformersEmbeddingModel();
        model.setDisableCaching(true);
        model.setModelResource("classpath:/all-minilm-l6-v2.onnx");
        model.setTokenizerResource("classpath:/all-minilm-l6-v2-tokenizer.json");
        model.afterPropertiesSet();
        return texts -> {
            List<float[]> vectors = new ArrayList<>();
            for (int i = 0; i < texts.size(); i += 32) {
                vectors.addAll(model.embed(texts.subList(i, Math.min(texts.size(), i + 32))));
            }
            return vectors;
        };
    }

    /** Texts a second, the best of some rounds after one to warm up. */
    private static double rate(Function<List<String>, List<float[]>> model, List<String> texts) {
        model.apply(texts);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            model.apply(texts);
            best = Math.min(best, System.nanoTime() - from);
        }
        return texts.size() * (double) TimeUnit.SECONDS.toNanos(1) / best;
    }

    /** In MB. */
    private static long memory(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static List<String> sentences(Path file) throws IOException {
        List<String> sentences = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] fields = line.split("\t", -1);
            sentences.add(fields[5]);
            sentences.add(fields[6]);
        }
        return sentences.subList(0, 1024);
    }

    /** The first 192 lines of 20 to 190 words, taking every seventh: those of ./build bench. */
    private static List<String> paragraphs(Path file) throws IOException {
        List<String> paragraphs = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
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

    private static void write(Path file, List<float[]> vectors) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(vectors.size());
            for (float[] vector : vectors) {
                out.writeInt(vector.length);
                for (float number : vector) {
                    out.writeFloat(number);
                }
            }
        }
    }
}
