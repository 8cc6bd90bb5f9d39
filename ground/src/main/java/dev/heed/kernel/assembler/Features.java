package dev.heed.kernel.assembler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the processor can do, as Linux lists it: a feature stands there only if its registers are saved too. */
public final class Features {
    private static final List<String> FLAGS = read();

    private Features() {}

    public static List<String> missing(List<String> wanted) {
        return wanted.stream().filter(feature -> !FLAGS.contains(feature)).toList();
    }

    private static List<String> read() {
        try {
            String cpu = Files.readString(Path.of("/proc/cpuinfo"));
            int flags = cpu.indexOf("\nflags");
            int end = cpu.indexOf('\n', flags + 1);
            return flags < 0 ? List.of() : List.of(cpu.substring(flags, end).split("\\s+"));
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }
}
