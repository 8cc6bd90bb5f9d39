package dev.heed.cli.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command: its streams, and the options that every one has. */
public abstract class CommandBase implements Callable<Integer> {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 100,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", order = 99, description = "Say more on standard error; show where an error arose.")
    private boolean verbose;

    private final Streams streams;

    /** @param streams of this run */
    protected CommandBase(Streams streams) {
        this.streams = streams;
    }

    /** The streams of this run. */
    protected final Streams streams() {
        return streams;
    }

    /** Whether the user wants to know more. */
    public final boolean verbose() {
        return verbose;
    }

    /** Runs the command. */
    @Override
    public final Integer call() throws Exception {
        NotesOfTheEngine.to(streams.err(), verbose);
        try {
            return run();
        } catch (OutOfMemoryError | StackOverflowError e) {
            // picocli hands on exceptions only
            throw new IllegalStateException(Failures.message(e), e);
        }
    }

    /** The command's work; returns the exit code. */
    protected abstract int run() throws Exception;
}
