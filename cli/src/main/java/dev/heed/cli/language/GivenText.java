package dev.heed.cli.language;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.screen.Shown;
import dev.heed.lines.StrictUtf8;
import dev.heed.lines.TextStream;
import java.io.IOException;
import java.util.List;

/** The one text of a command line, or standard input. */
final class GivenText {
    private static final int LONGEST_SHOWN = 60;

    private GivenText() {}

    static String of(List<String> texts, Streams streams) throws IOException {
        if (texts.size() > 1) {
            throw new WrongUsage("text: expected one argument, got " + texts.size() + "; put the text in quotes: \""
                    + Shown.fitted(String.join(" ", texts), LONGEST_SHOWN) + "\"");
        }
        if (!texts.isEmpty() && !texts.getFirst().equals("-")) {
            return texts.getFirst();
        }
        if (texts.isEmpty() && streams.terminal().input()) {
            throw new WrongUsage("text: expected a TEXT, or standard input from a file or a pipe");
        }
        return StrictUtf8.readAll(TextStream.of("standard input", streams.in()), "standard input");
    }
}
