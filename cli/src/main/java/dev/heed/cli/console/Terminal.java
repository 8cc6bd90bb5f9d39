package dev.heed.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Which of the standard streams are a terminal, and what it can show.
 *
 * @param input whether standard input is one
 * @param output whether standard output is one
 * @param errors whether standard error is one
 * @param colour whether standard output takes colours: a terminal, {@code NO_COLOR} unset, {@code TERM} not dumb
 * @param columns its width, or 0 where it has to be asked for
 */
public record Terminal(boolean input, boolean output, boolean errors, boolean colour, int columns) {
    /** No terminal anywhere: files and pipes. */
    public static final Terminal NONE = new Terminal(false, false, false, false, 80);

    private static final int USUAL = 80;
    private static final int NARROWEST = 20;

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        boolean output = isTerminal(1);
        String noColour = System.getenv("NO_COLOR");
        boolean colour = output && (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        int columns = columns(System.getenv("COLUMNS"));
        return new Terminal(isTerminal(0), output, isTerminal(2), colour, columns > 0 || output ? columns : USUAL);
    }

    /** Columns that a line may have: those of the terminal, 80 where there is none. */
    public int width() {
        if (columns > 0) {
            return columns;
        }
        int asked = askedFor();
        return asked > 0 ? asked : USUAL;
    }

    /** Linux tells by the name of the open file, stream by stream; elsewhere the JDK answers for all of them at once. */
    private static boolean isTerminal(int stream) {
        Path link = Path.of("/proc/self/fd/" + stream);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    private static int columns(String number) {
        if (number == null || number.length() > 5) {
            return 0;
        }
        try {
            int columns = Integer.parseInt(number);
            return columns >= NARROWEST ? columns : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What {@code stty size} says: rows, a space, columns. */
    private static int askedFor() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readNBytes(32), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return columns(answer.substring(answer.indexOf(' ') + 1));
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
