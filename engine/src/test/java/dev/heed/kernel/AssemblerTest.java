package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the assembler writes is what it says: binutils reads the same instructions from the same bytes. */
class AssemblerTest {
    @ParameterizedTest
    @EnumSource(InstructionSet.class)
    void theListingIsBinutilsReadingOfTheBytes(InstructionSet set) throws IOException {
        assertThat(KernelCode.assemble(set, true).asm().listing())
                .hasSizeGreaterThan(400)
                .containsExactlyElementsOf(disassembly(set.kernel));
        assertThat(ByteRowCode.assemble(set, true).asm().listing())
                .hasSizeGreaterThan(40)
                .containsExactlyElementsOf(disassembly(set.kernel + "-bytes"));
    }

    private static List<String> disassembly(String name) throws IOException {
        try (InputStream in = AssemblerTest.class.getResourceAsStream(name + "-disassembly.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aNegativeImmediateIsRefused() {
        assertThatThrownBy(() -> new Assembler(true).add(Assembler.Register.RAX, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
