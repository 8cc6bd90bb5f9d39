package dev.heed.cli.index;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Lucene's advice to those who start Java is none for those who call {@code heed}. */
public final class QuietLucene {
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene"); // held, or its level is forgotten

    private QuietLucene() {}

    /** Only what is severe is said from now on. */
    public static void please() {
        LUCENE.setLevel(Level.SEVERE);
    }
}
