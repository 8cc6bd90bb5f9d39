package dev.heed.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelStatus;
import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.LinuxCodeMemory;
import dev.heed.kernel.rows.PlainRowKernels;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Code that does nothing, or something else, is found before it is trusted: every format's, and the tiles'. */
class BlockProofTest {
    private static final byte RETURN = (byte) 0xC3;
    private static final InstructionSet SET = InstructionSet.AVX2;

    @BeforeEach
    void machineCodeRunsHere() {
        assumeTrue(KernelChoice.statuses().stream()
                .filter(KernelStatus::usable)
                .anyMatch(status -> status.name().equals(SET.kernel)));
    }

    /** Installs code with a function that returns at once. */
    private static CodeMemory returning(int start) {
        return code -> {
            byte[] changed = code.clone();
            changed[start] = RETURN;
            return new LinuxCodeMemory().install(changed);
        };
    }

    private static boolean proved(BlockFormat format, CodeMemory blocks, CodeMemory tiles) throws CodeRefusedException {
        MemorySegment[][] installed = BlockFunctions.tiles(SET, tiles);
        BlockFunctions functions = BlockFunctions.install(SET, format, blocks, installed);
        return BlockProof.same(
                format, weights -> new MachineBlockLinear(functions, weights, null, PlainRowKernels.INSTANCE));
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatReturnsAtOnceIsFound(BlockFormat format) throws CodeRefusedException {
        CodeMemory whole = new LinuxCodeMemory();
        BlockProductCode code = BlockProductCode.assemble(SET, format, false);
        assertThat(proved(format, whole, whole)).isTrue();
        assertThat(proved(format, returning(code.multiplyOne()), whole)).isFalse();
        assertThat(proved(format, returning(code.multiply()), whole)).isFalse();
        if (format != BlockFormat.F32) { // which is multiplied as it lies
            assertThat(proved(format, returning(code.decode()), whole)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"F32", "F16", "BF16"})
    void productsOfBytesThatAreNoneAreFound(BlockFormat format) throws CodeRefusedException {
        ByteBlockCode code = ByteBlockCode.assemble(SET, format, false, false);
        assertThat(provedInBytes(format, new LinuxCodeMemory())).isTrue();
        assertThat(provedInBytes(format, returning(code.multiply()))).isFalse();
        assertThat(provedInBytes(format, returning(code.round()))).isFalse();
    }

    private static boolean provedInBytes(BlockFormat format, CodeMemory memory) throws CodeRefusedException {
        var code = MachineByteBlockLinear.Code.install(SET, format, false, memory);
        return BlockProof.sameInBytes(
                format, weights -> new MachineByteBlockLinear(code, weights, null, PlainRowKernels.INSTANCE));
    }

    @ParameterizedTest
    @EnumSource(names = {"F32", "Q8_0", "Q6_K"})
    void aTileThatReturnsAtOnceIsFound(BlockFormat format) throws CodeRefusedException {
        CodeMemory whole = new LinuxCodeMemory();
        int[][] starts = RowProductCode.assemble(SET, false).starts();
        for (int rows = 1; rows < starts.length; rows++) {
            for (int weights = 1; weights < starts[rows].length; weights++) {
                assertThat(proved(format, whole, returning(starts[rows][weights])))
                        .as("%d x %d", rows, weights)
                        .isFalse();
            }
        }
    }
}
