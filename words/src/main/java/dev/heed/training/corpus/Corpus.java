package dev.heed.training.corpus;

import dev.heed.parallel.Workers;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A corpus ready for training: its lines as rows of the vocabulary, words without a row left out, cut into slices at line
 * ends. A line of more than {@link #LONGEST_LINE} words or of a mebibyte counts as several. Lies
 * in a temporary file that goes with it.
 */
public final class Corpus implements AutoCloseable {
    /** The most words of a slice; the last line of it may lead a little further. */
    public static final int LONGEST_SLICE = 50_000;

    private static final int SHORTEST_SLICE = 5_000;

    /** A short text is cut into about so many. */
    private static final int SLICES = 16;

    /** Words of a line, as gensim has it. */
    public static final int LONGEST_LINE = BlockTokens.LONGEST_LINE;

    /** In place of a row: a line ends. */
    public static final int LINE_END = BlockTokens.LINE_END;

    private final RawCorpus raw;
    private final TrainingVocabulary vocabulary;
    private final long[] occurrences;
    private final long words;
    private final long[] sliceEnds;
    private final long[] wordsBefore;
    private final int sliceWords;
    private final int mostDistinct;

    private Corpus(RawCorpus raw, TrainingVocabulary vocabulary, Compaction compacted) {
        this.raw = raw;
        this.vocabulary = vocabulary;
        this.occurrences = compacted.occurrences;
        this.words = compacted.words;
        this.sliceEnds = Arrays.copyOf(compacted.sliceEnds, compacted.slices);
        this.wordsBefore = Arrays.copyOf(compacted.wordsBefore, compacted.slices);
        this.sliceWords = compacted.sliceWords;
        this.mostDistinct = compacted.mostDistinct;
    }

    /**
     * How to read a corpus.
     *
     * @param phrases whether two words that come together far more often than by chance become one, as {@code new_york}
     * @param minCount how often a word must come to get a vector
     */
    public record Reading(TokenRule rule, boolean phrases, int minCount) {
        /** @throws IllegalArgumentException if the count is below 1 */
        public Reading {
            if (minCount < 1) {
                throw new IllegalArgumentException("min-count: expected 1 or more, got " + minCount);
            }
        }
    }

    /**
     * Words that have vectors already.
     *
     * @param counts how often each came in the texts so far; null if that is not known
     */
    public record Known(List<String> words, long[] counts) {
        /** None. */
        public static final Known NONE = new Known(List.of(), null);
    }

    /**
     * Reads a corpus once.
     *
     * @param threads the most that read at once
     * @param progress hears how many words there are so far
     * @throws dev.heed.format.InvalidFileException if a file cannot be read to its end
     */
    public static Corpus read(CorpusFiles files, Reading reading, Known known, int threads, LongConsumer progress)
            throws IOException {
        RawCorpus raw;
        try (Workers workers = Workers.of(threads)) {
            raw = new RawCorpusReader(files, reading.rule(), workers, TextBlocks.SIZE).read(progress);
        }
        try {
            RawCorpus joined = reading.phrases() ? Phrases.join(raw) : raw;
            TrainingVocabulary.Chosen chosen =
                    TrainingVocabulary.of(joined, known.words(), known.counts(), reading.minCount());
            return new Corpus(joined, chosen.vocabulary(), new Compaction(joined, chosen));
        } catch (RuntimeException | Error e) {
            raw.close();
            throw e;
        }
    }

    /** The words that get vectors. */
    public TrainingVocabulary vocabulary() {
        return vocabulary;
    }

    /** Words that have a row, all occurrences counted. */
    public long words() {
        return words;
    }

    /** How often the word of each row stands here. */
    public long[] occurrences() {
        return occurrences.clone();
    }

    /** All words of the text, also those without a row. */
    public long wordsRead() {
        return Arrays.stream(raw.counts()).sum();
    }

    /** Lines with bytes that are no UTF-8, read as U+FFFD. */
    public long damagedLines() {
        return raw.damagedLines();
    }

    /** How many slices there are. */
    public int slices() {
        return sliceEnds.length;
    }

    /** Words of a slice, as far as lines let it. */
    public int sliceWords() {
        return sliceWords;
    }

    /** The most different words in a slice. */
    public int mostDistinct() {
        return mostDistinct;
    }

    /** Words in all slices before one. */
    public long wordsBefore(int slice) {
        return wordsBefore[slice];
    }

    /** A slice's rows and line ends, copied. */
    public int[] slice(int slice) {
        long from = slice == 0 ? 0 : sliceEnds[slice - 1];
        int[] rows = new int[(int) (sliceEnds[slice] - from)];
        MemorySegment.copy(raw.tokens(), ValueLayout.JAVA_INT, 4 * from, rows, 0, rows.length);
        return rows;
    }

    /** Removes the temporary file. */
    @Override
    public void close() {
        raw.close();
    }

    /** Rewrites the raw ids as rows, in place, and finds the slices. */
    private static final class Compaction {
        private final MemorySegment tokens;
        private final long[] occurrences;
        private final int[] seen; // slice + 1 in which a row was seen last
        private final int sliceWords;
        private long written;
        private long words;
        private int lineWords;
        private int inSlice;
        private int distinct;
        private int mostDistinct;
        private long[] sliceEnds = new long[16];
        private long[] wordsBefore = new long[16];
        private int slices;

        Compaction(RawCorpus raw, TrainingVocabulary.Chosen chosen) {
            this.tokens = raw.tokens();
            this.sliceWords = (int) Math.clamp(chosen.words() / SLICES, SHORTEST_SLICE, LONGEST_SLICE);
            this.occurrences = new long[chosen.vocabulary().size()];
            this.seen = new int[occurrences.length];
            for (long at = 0; at < raw.size(); at++) {
                int token = TokenFile.get(tokens, at);
                if (token == LINE_END) {
                    endLine();
                } else if (chosen.rows()[token] >= 0) {
                    add(chosen.rows()[token]);
                }
            }
            if (inSlice > 0) {
                endSlice();
            }
        }

        private void add(int row) {
            put(row);
            occurrences[row]++;
            words++;
            lineWords++;
            inSlice++;
            if (seen[row] != slices + 1) {
                seen[row] = slices + 1;
                distinct++;
            }
        }

        private void endLine() {
            if (lineWords == 0) {
                return;
            }
            put(LINE_END);
            lineWords = 0;
            if (inSlice >= sliceWords) {
                endSlice();
            }
        }

        private void endSlice() {
            if (slices == sliceEnds.length) {
                sliceEnds = Arrays.copyOf(sliceEnds, 2 * slices);
                wordsBefore = Arrays.copyOf(wordsBefore, 2 * slices);
            }
            sliceEnds[slices] = written;
            wordsBefore[slices++] = words - inSlice;
            mostDistinct = Math.max(mostDistinct, distinct);
            inSlice = 0;
            distinct = 0;
        }

        private void put(int token) {
            tokens.setAtIndex(ValueLayout.JAVA_INT, written++, token);
        }
    }

    @Override
    public String toString() {
        return "Corpus[" + words + " words]";
    }
}
