package dev.heed.cli.console;

import java.util.concurrent.Callable;

/** A command: its streams, and the options that every one has. */
public abstract class CommandBase implements Callable<Integer> {
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

    /** Says what the command takes. */
    protected abstract void define(CommandForm form);

    /** The options that stand last in every help. */
    final void defineLast(CommandForm form) {
        form.flag("--verbose", given -> verbose = given, "Say more on standard error; show where an error arose.")
                .help();
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
