package dev.heed.cli.status;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The processor: its name, and those of its features that kernels can use.
 *
 * @param name as it calls itself, or else its architecture
 */
record Processor(String name, List<String> features) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final int MOST_BYTES = 1 << 16; // the first core says it all

    /** Features in the order of their use, as Linux spells them. */
    private static final List<String> OF_INTEREST = List.of(
            "avx2",
            "fma",
            "f16c",
            "avx512f",
            "avx512bw",
            "avx512vl",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "avx_vnni",
            "amx_tile",
            "amx_bf16",
            "amx_int8",
            "asimd",
            "asimddp",
            "asimdhp",
            "i8mm",
            "bf16",
            "sve",
            "sve2");

    /** This machine's. */
    static Processor ofMachine() {
        String architecture = System.getProperty("os.arch");
        try (var in = Files.newInputStream(CPU_INFO)) {
            return parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8), architecture);
        } catch (IOException e) {
            return new Processor(architecture, List.of());
        }
    }

    static Processor parse(String cpuInfo, String architecture) {
        String name = architecture;
        List<String> features = new ArrayList<>();
        for (String line : cpuInfo.split("\n")) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (key.equals("model name") && name.equals(architecture) && !value.isEmpty()) {
                name = value;
            } else if ((key.equals("flags") || key.equals("Features")) && features.isEmpty()) {
                List<String> present = List.of(value.split("\\s+"));
                OF_INTEREST.stream().filter(present::contains).forEach(features::add);
            }
        }
        return new Processor(name, List.copyOf(features));
    }
}
