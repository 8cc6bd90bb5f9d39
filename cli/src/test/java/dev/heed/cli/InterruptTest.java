package dev.heed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

/** Ctrl-C while a text is written: what is there stays, and the shell is told. */
class InterruptTest {
    private static final int LONGER_THAN_A_HANDLER_TAKES = 500; // ms; it runs on a thread of its own
    private static final String[] STORY = {"generate", "--max-tokens", "400", "Once upon a time"};

    /** Standard output that has the signal raised once a text begins to come. */
    private static final class Hasty extends OutputStream {
        private boolean raised;

        @Override
        public void write(int unit) throws IOException {
            System.out.write(unit);
            if (!raised) {
                raised = true;
                Signal.raise(new Signal("INT"));
                try {
                    Thread.sleep(LONGER_THAN_A_HANDLER_TAKES);
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    /** The child: the command line, interrupted. */
    public static void main(String[] arguments) {
        int code = Main.run(arguments, new ByteArrayInputStream(new byte[0]), new Hasty(), System.err);
        System.out.flush();
        System.exit(code);
    }

    @Test
    void whatWasWrittenStays() throws Exception {
        String whole = Ran.heed(STORY).out();
        Process heed = ChildJava.start("dev.heed.cli.InterruptTest", STORY);
        try {
            String written = new String(heed.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String said = new String(heed.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(heed.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(heed.exitValue()).as(said).isEqualTo(130);
            assertThat(written).isNotBlank().endsWith("\n").hasSizeLessThan(whole.length());
            assertThat(whole).startsWith(written.stripTrailing());
            assertThat(said).contains("; interrupted\n");
        } finally {
            heed.destroyForcibly();
        }
    }
}
