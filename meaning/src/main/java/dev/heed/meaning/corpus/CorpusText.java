package dev.heed.meaning.corpus;

import java.util.ArrayList;
import java.util.List;

/** The lines of a text in memory, as {@link CorpusReader} reads them of a file: ended by LF or CR LF, blank ones skipped. */
public final class CorpusText {
    private CorpusText() {}

    /** @param name what the lines call their file */
    public static List<CorpusLine> lines(String name, String text) {
        List<CorpusLine> lines = new ArrayList<>();
        int start = 0;
        for (long number = 1; start < text.length(); number++) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            int last = stop > start && end >= 0 && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
            String line = text.substring(start, last);
            if (!line.isBlank()) {
                lines.add(new CorpusLine(name, number, line));
            }
            start = stop + 1;
        }
        return lines;
    }
}
