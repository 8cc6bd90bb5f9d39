package dev.heed.meaning.feature;

import dev.heed.Encoder;
import dev.heed.meaning.corpus.CorpusLine;
import dev.heed.meaning.corpus.CorpusReader;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.meaning.statistics.ModelStatistics.Spread;
import dev.heed.meaning.statistics.Moments;
import dev.heed.meaning.statistics.Probe;
import dev.heed.meaning.statistics.Scores;
import dev.heed.meaning.statistics.Surrounding;
import dev.heed.tensor.Vectors;
import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Computes a model's statistics from unlabelled text: of lines of 5 to 60 words a sample, of their words of four letters or
 * more that stand in at least {@value #EACH} of the lines a sample, of each {@value #EACH} occurrences. The same text gives
 * the same statistics.
 */
public final class StatisticsBuilder {
    private static final int LINES = 80_000;
    private static final int WORDS = 750;
    private static final int FEW_WORDS = 150;
    private static final int EACH = 20;
    /** Words whose occurrences are compared with each other. */
    private static final int COMPARED = 100;
    /** Texts that are compared, each with each. */
    private static final int TEXTS = 1_500;

    private static final int SHORTEST = 4;
    private static final int FEWEST = 5;
    private static final int MOST = 60;

    private final Encoder encoder;
    private final int first;
    private final int last;
    private final int words;

    /**
     * For statistics that ship.
     *
     * @param encoder not closed here
     */
    public StatisticsBuilder(Encoder encoder) {
        this(encoder, WORDS);
    }

    /** For statistics of a user's own texts: a fifth of the words, in a fifth of the time. */
    public static StatisticsBuilder brief(Encoder encoder) {
        return new StatisticsBuilder(encoder, FEW_WORDS);
    }

    private StatisticsBuilder(Encoder encoder, int words) {
        this.encoder = encoder;
        this.words = words;
        this.last = encoder.model().layers();
        this.first = ModelStatistics.firstLayer(last);
    }

    /**
     * Reads the corpus to its end and computes.
     *
     * @throws IllegalArgumentException if too few words of it stand in {@value #EACH} lines
     */
    public ModelStatistics of(CorpusReader corpus) throws IOException {
        List<Occurrence> occurrences = sample(lines(corpus));
        Map<Surrounding, List<Moments>> moments = moments(occurrences);
        Map<Surrounding, Spread> unknown = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            unknown.put(surrounding, new Spread(0, 1));
        }
        Scores scores = scores(occurrences);
        String name = encoder.model().name();
        float[][] probe = Probe.of(encoder);
        ModelStatistics half = new ModelStatistics(name, first, moments, unknown, new Spread(0, 1), scores, probe);
        List<SameMeaning.Likeness> pairs = pairs(occurrences, half);
        Map<Surrounding, Spread> cosines = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            cosines.put(
                    surrounding,
                    spread(pairs.stream().mapToDouble(pair -> pair.cosines().get(surrounding))));
        }
        Spread together = spread(pairs.stream().mapToDouble(pair -> pair.score(cosines)));
        return new ModelStatistics(name, first, moments, cosines, together, scores, probe);
    }

    /** A sample of the lines, each as likely as the other (reservoir sampling). */
    private static List<CorpusLine> lines(CorpusReader corpus) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<CorpusLine> lines = new ArrayList<>();
        long seen = 0;
        for (CorpusLine line = corpus.next(); line != null; line = corpus.next()) {
            long count = WordSegmenter.segments(line.text()).stream()
                    .filter(segment -> segment.kind() == Segment.Kind.WORD)
                    .count();
            if (count < FEWEST || count > MOST) {
                continue;
            }
            seen++;
            if (lines.size() < LINES) {
                lines.add(line);
            } else {
                long place = random.nextLong(seen);
                if (place < LINES) {
                    lines.set((int) place, line);
                }
            }
        }
        return lines;
    }

    private List<Occurrence> sample(List<CorpusLine> lines) {
        Map<String, List<Occurrence>> byWord = new TreeMap<>();
        for (CorpusLine line : lines) {
            Set<String> seen = new HashSet<>();
            for (Segment segment : WordSegmenter.segments(line.text())) {
                String word = segment.span().in(line.text()).toLowerCase(Locale.ROOT);
                if (segment.kind() == Segment.Kind.WORD && isLong(word) && seen.add(word)) {
                    byWord.computeIfAbsent(word, w -> new ArrayList<>())
                            .add(new Occurrence(line.file(), line.line(), segment.span(), line.text(), 0));
                }
            }
        }
        List<List<Occurrence>> all = new ArrayList<>(
                byWord.values().stream().filter(places -> places.size() >= EACH).toList());
        if (all.size() < COMPARED) {
            throw new IllegalArgumentException("corpus: expected at least " + COMPARED + " words that stand in " + EACH
                    + " lines each, got " + all.size() + "; give more text");
        }
        Random random = new Random(1);
        Collections.shuffle(all, random);
        List<Occurrence> sample = new ArrayList<>();
        for (List<Occurrence> places : all.subList(0, Math.min(words, all.size()))) {
            Collections.shuffle(places, random);
            sample.addAll(places.subList(0, EACH));
        }
        return sample;
    }

    /** Of scripts that write a word with a sign or two, every word is. */
    private static boolean isLong(String word) {
        return word.length() >= SHORTEST || Character.isIdeographic(word.codePointAt(0));
    }

    private Map<Surrounding, List<Moments>> moments(List<Occurrence> occurrences) {
        Map<Surrounding, List<Moments.Sum>> sums = new EnumMap<>(Surrounding.class);
        for (Surrounding surrounding : Surrounding.values()) {
            sums.put(
                    surrounding,
                    IntStream.rangeClosed(first, last)
                            .mapToObj(layer -> new Moments.Sum(encoder.hiddenSize()))
                            .toList());
        }
        OccurrenceEncoder vectors = new OccurrenceEncoder(encoder);
        for (List<Occurrence> batch : batches(occurrences)) {
            for (OccurrenceVectors occurrence : vectors.encode(batch)) {
                sums.forEach((surrounding, layers) -> {
                    for (int layer = first; layer <= last; layer++) {
                        layers.get(layer - first).add(occurrence.vector(surrounding, layer));
                    }
                });
            }
        }
        Map<Surrounding, List<Moments>> moments = new EnumMap<>(Surrounding.class);
        sums.forEach((surrounding, layers) -> moments.put(
                surrounding, layers.stream().map(Moments.Sum::moments).toList()));
        return moments;
    }

    /** All pairs of occurrences of one word. */
    private List<SameMeaning.Likeness> pairs(List<Occurrence> occurrences, ModelStatistics half) {
        OccurrenceEncoder encoded = new OccurrenceEncoder(encoder);
        List<SameMeaning.Likeness> pairs = new ArrayList<>();
        for (int word = 0; word < COMPARED; word++) {
            List<OccurrenceVectors> places = encoded.encode(occurrences.subList(word * EACH, (word + 1) * EACH));
            pairs.addAll(IntStream.range(0, EACH * EACH)
                    .parallel()
                    .filter(pair -> pair % EACH < pair / EACH)
                    .mapToObj(pair ->
                            SameMeaning.Likeness.of(places.get(pair / EACH), places.get(pair % EACH), half, last))
                    .toList());
        }
        return pairs;
    }

    private static Spread spread(DoubleStream numbers) {
        double[] all = numbers.toArray();
        double mean = 0;
        for (double number : all) {
            mean += number / all.length;
        }
        double variance = 0;
        for (double number : all) {
            variance += (number - mean) * (number - mean) / all.length;
        }
        return new Spread(mean, Math.sqrt(variance));
    }

    private Scores scores(List<Occurrence> occurrences) {
        List<String> texts = occurrences.stream()
                .map(Occurrence::passage)
                .distinct()
                .limit(TEXTS)
                .toList();
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += OccurrenceEncoder.BATCH) {
            encoder.embed(texts.subList(from, Math.min(texts.size(), from + OccurrenceEncoder.BATCH)))
                    .forEach(embedding -> vectors.add(embedding.vector()));
        }
        float[] counts = new float[Scores.BINS];
        for (int i = 0; i < vectors.size(); i++) {
            for (int j = 0; j < i; j++) {
                counts[Scores.bin(Vectors.cosine(vectors.get(i), vectors.get(j)))]++;
            }
        }
        return new Scores(counts);
    }

    private static List<List<Occurrence>> batches(List<Occurrence> occurrences) {
        List<List<Occurrence>> batches = new ArrayList<>();
        for (int from = 0; from < occurrences.size(); from += OccurrenceEncoder.BATCH) {
            batches.add(occurrences.subList(from, Math.min(occurrences.size(), from + OccurrenceEncoder.BATCH)));
        }
        return batches;
    }
}
