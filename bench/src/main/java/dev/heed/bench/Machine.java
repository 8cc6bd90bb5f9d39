package dev.heed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the figures were taken on. */
final class Machine {
    private Machine() {}

    static String described(int threads) {
        return processor() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + threads + " threads, Java " + System.getProperty("java.version") + " ("
                + System.getProperty("java.vendor") + ")";
    }

    /** Bytes of memory that hold no file: what the process has of its own. */
    static long ownMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String processor() {
        try {
            List<String> facts = Files.readAllLines(Path.of("/proc/cpuinfo"));
            return fact(facts, "model name") + " (family " + fact(facts, "cpu family") + ", model "
                    + fact(facts, "model") + ")" + units(fact(facts, "flags"));
        } catch (IOException e) {
            return "processor unknown";
        }
    }

    private static String units(String flags) {
        StringBuilder units = new StringBuilder();
        for (String unit : new String[] {"avx2", "avx512f", "avx512_bf16", "avx512_vnni"}) {
            units.append(units.isEmpty() ? ": " : ", ")
                    .append((" " + flags + " ").contains(" " + unit + " ") ? "" : "no ")
                    .append(unit.toUpperCase(Locale.ROOT));
        }
        return units.toString();
    }

    private static String fact(List<String> facts, String name) {
        return facts.stream()
                .map(line -> line.split("\\s*:\\s*", 2))
                .filter(parts -> parts[0].strip().equals(name) && parts.length == 2)
                .map(parts -> parts[1].strip())
                .findFirst()
                .orElse("unknown");
    }
}
