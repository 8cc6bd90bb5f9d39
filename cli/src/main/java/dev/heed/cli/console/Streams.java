package dev.heed.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams of one run: the result goes to {@code out} and nothing else does; notes and errors go to
 * {@code err}. All text is UTF-8, whatever the locale.
 *
 * @param out fails with {@link ClosedPipe} once nobody reads it
 */
public record Streams(InputStream in, OutputStream out, PrintStream err, Terminal terminal) {
    /** The reader of standard output is gone; nothing is wrong with that. */
    public static final class ClosedPipe extends IOException {
        private static final long serialVersionUID = 1L;

        private ClosedPipe(IOException cause) {
            super("standard output was closed", cause);
        }
    }

    /** Streams on which a closed pipe can be told from a full disk. */
    public static Streams of(InputStream in, OutputStream out, PrintStream err, Terminal terminal) {
        return new Streams(in, new Guarded(out), err, terminal);
    }

    /** Writes a piece of the result. */
    public void print(CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One line for people beside the result. */
    public void note(String message) {
        err.print("note: " + OneLine.of(message) + System.lineSeparator());
        err.flush();
    }

    /** Tells a closed pipe from a full disk. */
    private static final class Guarded extends OutputStream {
        private final OutputStream target;

        Guarded(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            try {
                target.write(b);
            } catch (IOException e) {
                throw told(e);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                target.write(bytes, offset, length);
            } catch (IOException e) {
                throw told(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                target.flush();
            } catch (IOException e) {
                throw told(e);
            }
        }

        private static IOException told(IOException e) {
            String message = e.getMessage() == null ? "" : e.getMessage().toLowerCase(java.util.Locale.ROOT);
            return message.contains("pipe")
                    ? new ClosedPipe(e)
                    : new IOException("standard output: cannot be written (" + e.getMessage() + ")", e);
        }
    }
}
