package dev.heed.cli.console;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;

/** Turns what went wrong into one line on standard error and an exit code. */
public final class Failures {
    /** Done. */
    public static final int OK = 0;
    /** Bad input, file or model. */
    public static final int BAD_INPUT = 1;
    /** Wrong usage. */
    public static final int USAGE = 2;

    private Failures() {}

    /**
     * Reports a failure of a command.
     *
     * @param command as it was called: {@code heed attend}
     * @return the exit code
     */
    public static int report(Throwable failure, String command, boolean verbose, PrintStream err) {
        if (failure instanceof Streams.ClosedPipe) {
            return OK;
        }
        err.print(command + ": " + OneLine.of(message(failure)) + System.lineSeparator());
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return BAD_INPUT;
    }

    /** Reports wrong usage; returns the exit code. */
    public static int usage(String command, String message, PrintStream err) {
        err.print(command + ": " + OneLine.of(message) + "; see " + command + " --help" + System.lineSeparator());
        err.flush();
        return USAGE;
    }

    static String message(Throwable failure) {
        return switch (failure) {
            case InvalidFileException e -> e.getMessage();
            case IllegalArgumentException e
            when e.getMessage() != null && !(e instanceof NumberFormatException) ->
                e instanceof InvalidPathException path ? path.getInput() + ": not a file's name here" : e.getMessage();
            case IllegalStateException e when e.getMessage() != null -> e.getMessage();
            case UncheckedIOException e -> message(e.getCause());
            case NoSuchFileException e -> e.getFile() + ": no such file";
            case AccessDeniedException e -> e.getFile() + ": permission denied";
            case FileSystemException e -> e.getFile() + ": " + (e.getReason() == null ? e : e.getReason());
            case IOException e when e.getMessage() != null -> e.getMessage();
            case OutOfMemoryError e ->
                "not enough memory (" + e.getMessage() + "); shorten the text or give Java more, as in -Xmx4g";
            case StackOverflowError e -> "not enough stack; give Java more, as in -Xss8m";
            default -> "a fault of heed's own: " + failure + "; --verbose shows where, please report it";
        };
    }
}
