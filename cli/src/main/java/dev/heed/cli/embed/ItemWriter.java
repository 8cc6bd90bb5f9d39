package dev.heed.cli.embed;

import java.io.IOException;

/** Writes items in one format, as they come. Not thread-safe. */
interface ItemWriter {
    /** Before the first item. */
    void begin(Header header) throws IOException;

    /** One item. */
    void write(Item item) throws IOException;

    /** Hands on what was written. */
    void flush() throws IOException;

    /** Behind the last item. */
    void end() throws IOException;
}
