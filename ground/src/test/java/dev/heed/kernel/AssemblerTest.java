package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.kernel.assembler.Assembler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the assembler writes is what it says: binutils reads the same instructions from the same bytes. */
class AssemblerTest {
    @ParameterizedTest
    @CsvSource({
        "avx2, floats",
        "avx2, windows",
        "avx2, integer_pairs",
        "avx2, byte_rows",
        "avx2, blocks",
        "avx2, byte_blocks",
        "avx512, floats",
        "avx512, windows",
        "avx512, bfloat16_pairs",
        "avx512, integer_pairs",
        "avx512, byte_quads",
        "avx512, byte_rows",
        "avx512, blocks",
        "avx512, byte_blocks",
        "avx512, bfloat16_tiles",
        "avx512, byte_tiles"
    })
    void theListingIsBinutilsReadingOfTheBytes(String set, String kind) throws IOException {
        List<String> disassembly;
        try (InputStream in = AssemblerTest.class.getResourceAsStream(set + "-" + kind + ".txt")) {
            disassembly = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(disassembly).hasSizeGreaterThan(40);
        assertThat(CodeDump.assembled(set, kind).listing()).containsExactlyElementsOf(disassembly);
    }

    @Test
    void aNegativeImmediateIsRefused() {
        assertThatThrownBy(() -> new Assembler(true).add(Assembler.Register.RAX, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
