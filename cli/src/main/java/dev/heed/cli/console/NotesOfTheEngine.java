package dev.heed.cli.console;

import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.ResourceBundle;

/**
 * Brings the engine's log lines to standard error as notes, without the start-up cost of {@code java.logging}: warnings
 * always, information with {@code --verbose}.
 *
 * <p>The JDK makes the one instance of a process, hence the static settings.
 */
public final class NotesOfTheEngine extends System.LoggerFinder {
    private static volatile Level lowest = Level.WARNING;
    private static volatile PrintStream err = System.err;

    /** For the JDK's service loader. */
    public NotesOfTheEngine() {}

    /** Where notes go from now on, and whether information is among them. */
    static void to(PrintStream target, boolean verbose) {
        err = target;
        lowest = verbose ? Level.INFO : Level.WARNING;
        System.setProperty("heed.quiet", String.valueOf(!verbose)); // what is not shown need not be asked for
    }

    @Override
    public Logger getLogger(String name, Module module) {
        return new Notes(name);
    }

    private record Notes(String name) implements Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            boolean ours = name.startsWith("dev.heed");
            return level != Level.OFF && level.compareTo(ours ? lowest : Level.WARNING) >= 0;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            if (isLoggable(level)) {
                print(thrown == null ? message : message + " (" + thrown + ")");
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... values) {
            if (isLoggable(level)) {
                print(values == null || values.length == 0 ? format : MessageFormat.format(format, values));
            }
        }

        private static void print(String message) {
            err.print("note: " + OneLine.of(String.valueOf(message)) + System.lineSeparator());
            err.flush();
        }
    }
}
