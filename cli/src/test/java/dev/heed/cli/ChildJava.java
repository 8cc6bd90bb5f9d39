package dev.heed.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this class path in a process of its own, which reacts to signals as a shell's do. */
final class ChildJava {
    private ChildJava() {}

    static Process start(String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (signalsCanBeReset()) {
            // as if started in the background, so that what the reset is for is there in every run
            command.addAll(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
            command.addAll(List.of("env", "--default-signal=INT"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /**
     * Whether GNU's env is there, which gives a child the usual reaction to a signal that whoever started this ignores, as
     * {@code nohup} and a shell's {@code &} do. Else the tests need to be started by something that does not.
     */
    private static boolean signalsCanBeReset() throws Exception {
        return new ProcessBuilder("env", "--default-signal=INT", "true")
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }
}
