package dev.heed.cli;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs every command once, for the build that records which classes a start needs; prints nothing. */
final class StartTraining {
    private static final String TEXT = "I went to the bank to deposit money.";
    private static final String OTHER_TEXT = "We sat by the river bank.";

    private static final String[][] COMMAND_LINES = {
        {"attend", TEXT},
        {"attend", "--format", "json", TEXT},
        {"attend", "--simple", TEXT},
        {"attend", "--simple", "--format", "json", TEXT},
        {"attend", "--explain", "bank", TEXT},
        {"attend", "--layer", "99", TEXT},
        {"attend", "--nonsense"},
        {"embed"},
        {"embed", "--format", "json"},
        {"embed", "--format", "jsonl", "--level", "word"},
        {"embed", "--format", "csv", "--level", "token"},
        {"compare", "--word", "bank", TEXT, OTHER_TEXT},
        {"compare", "--word", "bank", "--format", "json", TEXT, OTHER_TEXT},
        {"vectors", "neighbors", "minilm", "king"},
        {"vectors", "similarity", "minilm", "dog", "cat", "--format", "json"},
        {"similarity", TEXT, OTHER_TEXT},
        {"similarity", "--format", "json", TEXT, OTHER_TEXT},
        {"generate", "--max-tokens", "16", "Once upon a time"},
        {"generate", "--max-tokens", "16", "--temperature", "0.8", "--format", "json", "Once upon a time"},
        {"next", "Lily went to the"},
        {"next", "--why", "park", "Lily went to the"},
        {"next", "--format", "json", "Lily went to the"},
        {"models"},
        {"models", "--format", "json"},
        {"doctor"},
        {"doctor", "--format", "json"},
        {"attend", "--help"},
        {"--help"},
        {"--version"},
    };

    private StartTraining() {}

    static void run() {
        Terminal.ofProcess();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (String[] commandLine : COMMAND_LINES) {
            InputStream in =
                    new ByteArrayInputStream((TEXT + "\n" + OTHER_TEXT + "\n").getBytes(StandardCharsets.UTF_8));
            Main.run(
                    Arguments.asTyped(commandLine),
                    Streams.of(in, OutputStream.nullOutputStream(), nowhere, Terminal.NONE));
        }
        ServeTraining.run(nowhere);
    }
}
