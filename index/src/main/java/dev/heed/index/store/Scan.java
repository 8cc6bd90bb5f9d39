package dev.heed.index.store;

import dev.heed.index.use.Best;
import dev.heed.index.use.ByteCodes;
import dev.heed.index.use.Sketch;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * Walks through the vectors of an index, in pieces that may run on several threads; the answer does not depend on how many.
 */
final class Scan {
    /** Occurrences of a piece. */
    private static final int PIECE = 1 << 14;
    /** Occurrences that are found by their sketches before they are compared exactly. */
    private static final int CANDIDATES = 4_000;

    private final List<LeafReaderContext> leaves;
    private final FixedBitSet shown;
    private final int dimension;

    Scan(DirectoryReader reader, FixedBitSet shown, int dimension) {
        this.leaves = reader.leaves();
        this.shown = shown;
        this.dimension = dimension;
    }

    /** Is given the bytes of an occurrence. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param i its place in the list of numbers
         * @param bytes not to be kept
         */
        void visit(int i, byte[] bytes, int offset);
    }

    /** The nearest among some, the nearest first. */
    int[] exact(int[] numbers, ByteCodes.Query query, int most) throws IOException {
        List<Piece> pieces = pieces(numbers);
        return best(
                pieces.size(),
                Math.min(most, numbers.length),
                (p, best) -> pieces.get(p)
                        .visit(
                                Field.USE,
                                ByteCodes.length(dimension),
                                (i, bytes, offset) -> best.offer(query.dot(bytes, offset), numbers[i])));
    }

    /** The nearest among all: the sketches' candidates, compared exactly. */
    int[] bySketch(float[] vector, int most) throws IOException {
        Sketch.Query query = new Sketch.Query(vector);
        List<Range> ranges = ranges();
        int[] candidates = best(
                ranges.size(),
                Math.max(CANDIDATES, most),
                (r, best) -> ranges.get(r).visit(Sketch.length(dimension), (doc, bytes, offset) -> {
                    if (shown.get(doc)) {
                        best.offer(query.score(bytes, offset), doc);
                    }
                }));
        Arrays.sort(candidates);
        return exact(candidates, new ByteCodes.Query(vector), most);
    }

    /** Every vector of some occurrences; on several threads. */
    void forEachUse(int[] numbers, Visitor visitor) throws IOException {
        List<Piece> pieces = pieces(ordered(numbers));
        int[] places = places(numbers);
        best(
                pieces.size(),
                1,
                (p, best) -> pieces.get(p)
                        .visit(
                                Field.USE,
                                ByteCodes.length(dimension),
                                (i, bytes, offset) -> visitor.visit(places[i], bytes, offset)));
    }

    private interface Task {
        void run(int number, Best best) throws IOException;
    }

    private static int[] best(int tasks, int most, Task task) throws IOException {
        if (most == 0) {
            return new int[0];
        }
        try {
            return IntStream.range(0, tasks)
                    .parallel()
                    .mapToObj(number -> {
                        Best best = new Best(most);
                        try {
                            task.run(number, best);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return best;
                    })
                    .reduce((a, b) -> {
                        a.offerAll(b);
                        return a;
                    })
                    .map(Best::numbers)
                    .orElse(new int[0]);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int[] ordered(int[] numbers) {
        int[] ordered = numbers.clone();
        Arrays.sort(ordered);
        return ordered;
    }

    /** Where each of the ordered numbers stands in the list. */
    private static int[] places(int[] numbers) {
        return IntStream.range(0, numbers.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(numbers[a], numbers[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Ascending numbers cut at the borders of segments, and into pieces. */
    private List<Piece> pieces(int[] numbers) {
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (LeafReaderContext leaf : leaves) {
            int end = leaf.docBase + leaf.reader().maxDoc();
            int to = from;
            while (to < numbers.length && numbers[to] < end) {
                to++;
            }
            for (int piece = from; piece < to; piece += PIECE) {
                pieces.add(new Piece(leaf, numbers, piece, Math.min(to, piece + PIECE)));
            }
            from = to;
        }
        return pieces;
    }

    private List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (LeafReaderContext leaf : leaves) {
            int count = leaf.reader().maxDoc();
            for (int from = 0; from < count; from += PIECE) {
                ranges.add(new Range(leaf, from, Math.min(count, from + PIECE)));
            }
        }
        return ranges;
    }

    /** Some of a segment's documents, by their places in a list of numbers. */
    private record Piece(LeafReaderContext leaf, int[] numbers, int from, int to) {
        void visit(Field field, int length, Visitor visitor) throws IOException {
            BinaryDocValues values = values(leaf, field);
            for (int i = from; i < to; i++) {
                BytesRef bytes = bytes(values, numbers[i] - leaf.docBase, length);
                visitor.visit(i, bytes.bytes, bytes.offset);
            }
        }
    }

    /** Neighbouring documents of a segment. */
    private record Range(LeafReaderContext leaf, int from, int to) {
        void visit(int length, Visitor visitor) throws IOException {
            BinaryDocValues values = values(leaf, Field.SKETCH);
            for (int doc = from; doc < to; doc++) {
                BytesRef bytes = bytes(values, doc, length);
                visitor.visit(leaf.docBase + doc, bytes.bytes, bytes.offset);
            }
        }
    }

    private static BinaryDocValues values(LeafReaderContext leaf, Field field) throws IOException {
        BinaryDocValues values = leaf.reader().getBinaryDocValues(field.key());
        if (values == null) {
            throw new EOFException("no field " + field.key());
        }
        return values;
    }

    private static BytesRef bytes(BinaryDocValues values, int doc, int length) throws IOException {
        if (!values.advanceExact(doc)) {
            throw new EOFException("an occurrence without its vector");
        }
        BytesRef bytes = values.binaryValue();
        if (bytes.length != length) {
            throw new EOFException("a vector of " + bytes.length + " bytes, expected " + length);
        }
        return bytes;
    }
}
