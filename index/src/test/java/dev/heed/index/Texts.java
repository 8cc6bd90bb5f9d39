package dev.heed.index;

import java.util.ArrayList;
import java.util.List;

/** Small corpora. */
final class Texts {
    private static final String[] WHO = {"The captain", "An old farmer", "My sister", "The teacher", "A stranger"};
    private static final String[] WHAT = {
        "walked along the bank of the river", "brought the money to the bank", "mended the spring of the clock",
        "waited for spring and its flowers", "opened the letter by the window", "counted the coins twice"
    };
    private static final String[] WHEN = {"that morning.", "before the storm came.", "when the war was over.", "again."
    };

    private Texts() {}

    /** Different sentences, some of them on one line, some lines blank. */
    static List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; lines.size() < count; i++) {
            String line = WHO[i % WHO.length] + " " + WHAT[i * 5 % WHAT.length] + " " + WHEN[i * 3 % WHEN.length];
            lines.add(i % 7 == 6 ? "" : i % 5 == 4 ? line + " " + line.replace("the", "every") : line);
        }
        return lines;
    }

    static String text(int count) {
        return String.join("\n", lines(count)) + "\n";
    }
}
