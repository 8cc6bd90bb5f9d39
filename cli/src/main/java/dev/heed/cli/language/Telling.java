package dev.heed.cli.language;

import dev.heed.GeneratedToken;
import dev.heed.GeneratedToken.SectionShare;
import dev.heed.Generation;
import dev.heed.cli.console.Streams;
import dev.heed.cli.screen.Numbers;
import dev.heed.generation.Finish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Prints a text while it is written, then says in one line what it took. */
final class Telling {
    private final Streams streams;
    private final BooleanSupplier interrupted;
    private final List<GeneratedToken> written = new ArrayList<>();

    /** @param interrupted whether somebody wants the text to end where it is */
    Telling(Streams streams, BooleanSupplier interrupted) {
        this.streams = streams;
        this.interrupted = interrupted;
    }

    /** Whether another token comes; none does once the text was interrupted. */
    private boolean goesOn(Generation generation) {
        if (interrupted.getAsBoolean()) {
            generation.close();
        }
        return generation.hasNext();
    }

    /** Prints what comes; its text. */
    String print(Generation generation) throws IOException {
        StringBuilder text = new StringBuilder();
        long started = System.nanoTime();
        long first = started;
        while (goesOn(generation)) {
            GeneratedToken token = generation.next();
            first = written.isEmpty() ? System.nanoTime() : first;
            written.add(token);
            text.append(token.text());
            streams.print(token.text());
            streams.out().flush();
        }
        streams.print(generation.rest());
        text.append(generation.rest());
        streams.print(text.toString().endsWith("\n") ? "" : "\n");
        streams.out().flush();
        say(generation, started, first);
        return text.toString();
    }

    /** Takes all without printing. */
    List<GeneratedToken> take(Generation generation) {
        while (goesOn(generation)) {
            written.add(generation.next());
        }
        return written;
    }

    private void say(Generation generation, long started, long first) {
        double reading = (first - started) / 1e9;
        double writing = (System.nanoTime() - first) / 1e9;
        int more = Math.max(0, written.size() - 1);
        streams.note(Numbers.counted(generation.prompt().tokens().size(), "token") + " read and the first written in "
                + Numbers.fixed(reading, 2) + " s, " + Numbers.counted(more, "more token")
                + (more > 0 && writing > 0 ? " at " + Numbers.fixed(more / writing, 0) + " a second" : "") + "; "
                + why(generation));
    }

    private static String why(Generation generation) {
        Finish finish = generation.finish();
        return switch (finish) {
            case STOP -> "ended before the stop string \"" + generation.stopString() + "\"";
            case LENGTH -> "ended at the most tokens (--max-tokens, or the model's context)";
            case END -> "the model ended it";
            case INTERRUPTED -> "interrupted";
            case LOOP -> "stopped: the model ran in circles";
        };
    }

    /** The mean of all tokens' shares, as a line. */
    void saySections() {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (GeneratedToken token : written) {
            for (SectionShare share : token.attention()) {
                sums.merge(share.section(), (double) share.share(), Double::sum);
            }
        }
        List<String> shares = new ArrayList<>();
        sums.forEach((section, sum) -> {
            if (!section.equals(GeneratedToken.FIRST_TOKEN)) {
                shares.add(section + " " + Numbers.fixed(100 * sum / written.size(), 1) + "%");
            }
        });
        if (!shares.isEmpty()) {
            streams.note("attention by section, the mean of all tokens, layers and heads: " + String.join(", ", shares)
                    + "; on the first token, not counted there, "
                    + Numbers.fixed(100 * sums.get(GeneratedToken.FIRST_TOKEN) / written.size(), 1) + "% of all");
        }
    }
}
