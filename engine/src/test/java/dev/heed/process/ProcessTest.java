package dev.heed.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.kernel.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Laws that only another JVM can show: bits do not depend on the compiler, memory stays within its bound. */
class ProcessTest {
    @Test
    void theSameBitsInterpretedHalfCompiledAndCompiledOnEveryKernel() throws Exception {
        String compiled = Integer.toHexString(AttentionDigest.digest());
        List<String> flags = flags();
        assertThat(ChildJvm.run(AttentionDigest.class, with(flags, "-Xint"), "1"))
                .isEqualTo(compiled);
        assertThat(ChildJvm.run(AttentionDigest.class, with(flags, "-XX:TieredStopAtLevel=1"), "5"))
                .isEqualTo(compiled);
        assertThat(ChildJvm.run(AttentionDigest.class, flags, "150")).isEqualTo(compiled);
        assertThat(ChildJvm.run(AttentionDigest.class, List.of("-Dheed.kernel=plain"), "20"))
                .as("plain, whatever runs here")
                .isEqualTo(compiled);
    }

    /** 72 MiB of inputs and 300 MiB for all else, the output's 24 among them. */
    @Test
    void attentionOverEightThousandTokensNeedsNoTableOfThem() throws Exception {
        List<String> flags = flags();
        assertThat(ChildJvm.run(LongAttention.class, with(flags, "-Xmx372m"))).isEqualTo("finite");
    }

    /** The longest of the words takes 16 MiB, twice while it is put into its text. */
    @Test
    void aWordOfMillionsOfCharactersTakesNoMemoryBesideItself() throws Exception {
        String unknown = "bank [UNK] bank ";
        assertThat(ChildJvm.run(LongWords.class, List.of("-Xmx80m", "-XX:+UseSerialGC")))
                .isEqualTo(unknown + unknown + unknown + "bank bank " + unknown);
    }

    /** A gigabyte of stack for each thread, and 12 that the process may address. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void threadsThatTheSystemRefusesAreDoneWithout() throws Exception {
        List<String> flags = List.of("-Xmx64m", "-Xss1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        String output = ChildJvm.runLimited("ulimit -v 12000000", FewThreads.class, flags);
        assertThat(output).containsOnlyOnce("threads: expected 64, got ").contains("all done");
    }

    /** A host that forgot the option is told what it costs; one that chose for itself is not. */
    @Test
    void whatAMissingOptionCostsIsSaidInFigures() throws Exception {
        boolean possible = KernelChoice.statuses().stream()
                .filter(status -> status.name().startsWith("avx"))
                .anyMatch(status -> status.usable() || status.reason().contains("native access"));
        String forgotten = ChildJvm.runLimited(
                "true", ChosenKernel.class, List.of("--add-modules", "jdk.incubator.vector", "-Duser.language=en"));
        if (possible) {
            assertThat(forgotten)
                    .contains("WARNING: kernel vector")
                    .contains("start Java with --enable-native-access=ALL-UNNAMED")
                    .containsOnlyOnce("machine code was 1.2 to 1.5 times as fast as vector where it was measured");
        } else {
            assertThat(forgotten).doesNotContain("machine code was");
        }
        assertThat(ChildJvm.runLimited("true", ChosenKernel.class, List.of("-Dheed.kernel=plain")))
                .doesNotContain("machine code was");
    }

    /** What gives a JVM with everything on the class path the kernel that is active here. */
    private static List<String> flags() {
        return switch (KernelChoice.active().name()) {
            case "vector" -> List.of("--add-modules", "jdk.incubator.vector", "-Dheed.kernel=vector");
            case "avx2" -> List.of("--enable-native-access=ALL-UNNAMED", "-Dheed.kernel=avx2");
            default -> List.of("-Dheed.kernel=plain");
        };
    }

    private static List<String> with(List<String> flags, String flag) {
        List<String> all = new ArrayList<>(flags);
        all.add(flag);
        return all;
    }
}
