package dev.heed.server.chat;

import java.util.List;

/**
 * Takes calls of functions out of a text as it comes. What is no whole call of a function that was offered is text, as the
 * model wrote it; blanks around calls go with them. Not thread-safe.
 */
interface CallReader {
    /** Reads on; gives what is known to be text. */
    String add(String piece);

    /** The text is over; gives the rest of it. */
    String end();

    /** The calls so far, in the order in which they were written. */
    List<CalledFunction> calls();
}
