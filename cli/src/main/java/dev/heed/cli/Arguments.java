package dev.heed.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /** Which of so many arguments are no UTF-8, from 1; none where that cannot be known. */
    static List<Integer> damaged(int count) {
        try {
            return damaged(Files.readAllBytes(COMMAND_LINE), count);
        } catch (IOException e) {
            return List.of(); // no Linux
        }
    }

    /** @param all arguments of the process, each with a zero byte behind it, the program's own last */
    static List<Integer> damaged(byte[] all, int count) {
        List<Integer> damaged = new ArrayList<>();
        int end = all.length;
        for (int number = count; number > 0 && end > 0; number--) {
            int start = end - 1;
            while (start > 0 && all[start - 1] != 0) {
                start--;
            }
            byte[] argument = Arrays.copyOfRange(all, start, end - 1);
            byte[] read = new String(argument, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(argument, read)) {
                damaged.addFirst(number);
            }
            end = start;
        }
        return damaged;
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
