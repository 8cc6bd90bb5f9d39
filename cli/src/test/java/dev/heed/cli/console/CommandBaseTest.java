package dev.heed.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class CommandBaseTest {
    @Test
    void whatTheProcessRunsOutOfIsNamed() {
        assertThat(lineOf(new StackOverflowError())).isEqualTo("not enough stack; give Java more, as in -Xss8m");
        assertThat(lineOf(new OutOfMemoryError("Java heap space"))).startsWith("not enough memory (Java heap space); ");
    }

    /** What picocli hands on are exceptions only. */
    private static String lineOf(Error error) {
        Streams streams = Streams.of(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(new ByteArrayOutputStream()),
                Terminal.NONE);
        CommandBase command = new CommandBase(streams) {
            @Override
            protected void define(CommandForm form) {}

            @Override
            protected int run() {
                throw error;
            }
        };
        Throwable thrown = catchThrowable(command::call);
        assertThat(thrown).isInstanceOf(Exception.class).hasCause(error);
        return Failures.message(thrown);
    }
}
