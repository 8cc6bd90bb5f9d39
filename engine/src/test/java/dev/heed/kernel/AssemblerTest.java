package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the assembler writes is what it says: binutils reads the same instructions from the same bytes. */
class AssemblerTest {
    @Test
    void theListingIsBinutilsReadingOfTheBytes() throws IOException {
        List<String> disassembly;
        try (InputStream in = AssemblerTest.class.getResourceAsStream("avx2-disassembly.txt")) {
            disassembly = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(disassembly).hasSizeGreaterThan(400);
        assertThat(CodeDump.assembled().listing()).containsExactlyElementsOf(disassembly);
    }

    @Test
    void anImmediateThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Assembler().add(Assembler.Register.RAX, 128))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
