package dev.heed.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's standard codec for vectors of up to {@value #MOST} numbers, where the standard one stops at 1,024. What it writes
 * has the standard codec's names and layout: any reader opens it, nothing is to be registered.
 *
 * <pre>{@code
 * new IndexWriterConfig(analyzer).setCodec(new WideCodec())
 * }</pre>
 */
public final class WideCodec extends Lucene104Codec {
    /** The most numbers of a vector. */
    public static final int MOST = 4_096;

    private final KnnVectorsFormat vectors;

    /** Vectors in floats, with the standard graph over them. */
    public WideCodec() {
        this(new Lucene99HnswVectorsFormat());
    }

    /** @param vectors one of Lucene's own formats, such as its quantised one */
    public WideCodec(KnnVectorsFormat vectors) {
        this.vectors = new Wide(vectors);
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }

    /** A format under its own name that takes longer vectors. */
    private static final class Wide extends KnnVectorsFormat {
        private final KnnVectorsFormat format;

        Wide(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return MOST;
        }
    }
}
