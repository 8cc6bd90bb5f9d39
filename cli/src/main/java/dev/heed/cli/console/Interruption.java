package dev.heed.cli.console;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C as a wish to end soon, with what there is; a second one ends at once. A shutdown hook would come too late: once it
 * runs, files can be written but not guarded any more.
 */
public final class Interruption implements AutoCloseable {
    /** What a shell says of a process that was interrupted. */
    public static final int CODE = 130;

    private static final Signal SIGNAL = new Signal("INT");

    private final SignalHandler before;
    private volatile boolean asked;

    /** Listens from now on. */
    public Interruption() {
        before = Signal.handle(SIGNAL, signal -> {
            if (asked) {
                Runtime.getRuntime().exit(CODE);
            }
            asked = true;
        });
    }

    /** Whether somebody wants it to end. */
    public boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        Signal.handle(SIGNAL, before);
    }
}
