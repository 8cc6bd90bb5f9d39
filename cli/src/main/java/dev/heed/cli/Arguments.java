package dev.heed.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The arguments as they were typed. In a locale without UTF-8, as in most containers, Java has lost every letter beyond
 * ASCII by the time {@code main} is called; on Linux the bytes can still be read.
 */
final class Arguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private Arguments() {}

    static String[] asTyped(String[] args) {
        if ("UTF-8".equals(System.getProperty("sun.jnu.encoding")) || !lost(args)) {
            return args;
        }
        try {
            String[] all = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.UTF_8).split("\0", -1);
            int end = all.length - 1; // the last argument ends with a zero byte too
            return end < args.length ? args : Arrays.copyOfRange(all, end - args.length, end);
        } catch (IOException e) {
            return args;
        }
    }

    /** Whether an argument holds anything but ASCII: decoded as something that it is not. */
    private static boolean lost(String[] args) {
        for (String arg : args) {
            for (int i = 0; i < arg.length(); i++) {
                if (arg.charAt(i) > 0x7f) {
                    return true;
                }
            }
        }
        return false;
    }
}
