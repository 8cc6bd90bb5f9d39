package dev.heed.lucene;

import java.util.ArrayList;
import java.util.List;

/** A small corpus in which texts differ by who, what and when. */
final class Sentences {
    private static final String[] WHO = {
        "The captain", "An old farmer", "My sister", "The teacher", "A stranger", "The nurse"
    };
    private static final String[] WHAT = {
        "walked along the bank of the river",
        "brought the money to the bank",
        "mended the spring of the clock",
        "waited for spring and its flowers",
        "opened the letter by the window",
        "counted the coins twice",
        "cooked soup for the sick",
        "sailed to the island",
        "planted apple trees",
        "read about the stars"
    };
    private static final String[] WHEN = {
        "that morning.", "before the storm came.", "when the war was over.", "at night."
    };

    private Sentences() {}

    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String who : WHO) {
            for (String what : WHAT) {
                for (String when : WHEN) {
                    all.add(who + " " + what + " " + when);
                }
            }
        }
        return all;
    }
}
