package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the assembler writes is what it says: binutils reads the same instructions from the same bytes. */
class AssemblerTest {
    static Stream<Arguments> parts() {
        return Stream.of(InstructionSet.values())
                .flatMap(set -> Stream.of(CodeDump.Part.values()).map(part -> Arguments.of(set, part)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theListingIsBinutilsReadingOfTheBytes(InstructionSet set, CodeDump.Part part) throws IOException {
        List<String> disassembly;
        try (InputStream in = AssemblerTest.class.getResourceAsStream(part.file(set))) {
            disassembly = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        assertThat(disassembly).hasSizeGreaterThan(400);
        assertThat(part.assemble(set).listing()).containsExactlyElementsOf(disassembly);
    }

    @Test
    void aNegativeImmediateIsRefused() {
        assertThatThrownBy(() -> new Assembler(true).add(Assembler.Register.RAX, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
