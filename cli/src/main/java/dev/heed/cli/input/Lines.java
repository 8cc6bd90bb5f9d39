package dev.heed.cli.input;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Texts, one after another. */
public interface Lines extends AutoCloseable {
    /** The next; null behind the last. */
    String next() throws IOException;

    /** Where the one handed out last stands, for messages: {@code corpus.txt:3}. */
    String place();

    /** Whether another can be had without waiting for it. */
    boolean ready() throws IOException;

    /** Bytes read so far. */
    long bytesRead();

    /** Bytes that there are; -1 where that is unknown. */
    long bytesTotal();

    @Override
    void close() throws IOException;

    /** Texts from the command line. */
    static Lines of(List<String> texts) {
        Iterator<String> left = texts.iterator();
        return new Lines() {
            private int count;

            @Override
            public String next() {
                count++;
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public String place() {
                return "text " + count;
            }

            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public long bytesRead() {
                return 0;
            }

            @Override
            public long bytesTotal() {
                return -1;
            }

            @Override
            public void close() {}
        };
    }
}
