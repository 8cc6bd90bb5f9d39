package dev.heed.bench;

import dev.heed.index.source.Position;
import dev.heed.index.source.SourceFile;
import dev.heed.index.store.IndexedFile;
import dev.heed.index.store.Manifest;
import dev.heed.index.store.StoreWriter;
import dev.heed.index.store.StoredOccurrence;
import dev.heed.lines.InvalidUtf8;
import dev.heed.lines.LineReader;
import dev.heed.meaning.corpus.StopWords;
import dev.heed.tensor.Vectors;
import dev.heed.text.Segment;
import dev.heed.text.WordSegmenter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * An index whose words, lines and places are those of a corpus and whose vectors are made up: taking a million occurrences
 * through a model takes many minutes, and what a scan takes does not depend on the numbers in it.
 *
 * <p>A vector is the sum of what its word, one of four senses of it, and its line bring, and of noise of the same length.
 */
final class MadeUpIndex {
    private static final int DIMENSION = 768;
    private static final int SENSES = 4;

    private MadeUpIndex() {}

    static void write(Path folder, Path corpus, int count) throws IOException {
        SourceFile source = SourceFile.of(corpus.toString());
        Manifest manifest = new Manifest("made up", "none", DIMENSION, "none", List.of("content"), List.of());
        int written = 0;
        try (StoreWriter writer = StoreWriter.open(folder, manifest);
                InputStream in = source.open(0)) {
            LineReader lines = new LineReader(in, source.name(), InvalidUtf8.REPLACED);
            for (String text = lines.next(); text != null && written < count; text = lines.next()) {
                for (Segment segment : WordSegmenter.segments(text)) {
                    String word = segment.span().in(text).toLowerCase(Locale.ROOT);
                    if (segment.kind() == Segment.Kind.WORD && !StopWords.contains(word) && written < count) {
                        StoredOccurrence place = new StoredOccurrence(0, lines.line(), lines.offset(), segment.span());
                        writer.add(place, word, vector(word, lines.line(), written));
                        written++;
                    }
                }
            }
            Position end = new Position(lines.line(), lines.nextOffset(), 0, 0);
            writer.commit(manifest.with(List.of(new IndexedFile(source, end, true, written, 0, 0))));
        }
    }

    private static float[] vector(String word, long line, int number) {
        float[] vector = new float[DIMENSION];
        add(word.hashCode(), 1, vector);
        add(31L * word.hashCode() + line % SENSES, 0.7, vector);
        add(~line, 0.7, vector);
        add(1L << 40 | number, 1, vector);
        Vectors.normalize(vector);
        return vector;
    }

    private static void add(long seed, double weight, float[] sum) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < sum.length; i++) {
            // four uniform numbers add up to nearly a normal one, sooner
            long bits = random.nextLong();
            int four = (int) (bits & 0xffff)
                    + (int) (bits >> 16 & 0xffff)
                    + (int) (bits >> 32 & 0xffff)
                    + (int) (bits >>> 48);
            sum[i] += (float) (weight * (four / 131_070.0 - 1));
        }
    }
}
