package dev.heed.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.ProofNumbers;
import dev.heed.kernel.assembler.RefusedParts;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.linear.LinearCode;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.LinearProof;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.MachineLayout;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PlainByteLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.kernel.search.ByteRowCode;
import dev.heed.kernel.search.ByteRows;
import dev.heed.kernel.search.MachineByteRows;
import dev.heed.kernel.search.PlainByteRows;
import dev.heed.kernel.tile.TileCode;
import dev.heed.kernel.tile.TileCode.Start;
import dev.heed.kernel.window.MachineWindowKernel;
import dev.heed.tensor.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Machine code that is not what it should be is found out before it is used: here every function in turn returns at once, as if
 * the processor did nothing.
 */
class MachineCodeProofTest {
    private static final byte RETURN = (byte) 0xc3;

    /** Executable memory that spoils the code of one kind. */
    private record Spoiling(byte[] kind, int at, byte[] by) implements CodeMemory {
        @Override
        public MemorySegment install(byte[] code) throws CodeRefusedException {
            byte[] installed = code.clone();
            if (Arrays.equals(code, kind)) {
                System.arraycopy(by, 0, installed, at, by.length);
            }
            return MachineCode.memory().install(installed);
        }

        static Spoiling returning(byte[] kind, int at) {
            return new Spoiling(kind, at, new byte[] {RETURN});
        }
    }

    static Stream<InstructionSet> sets() {
        List<InstructionSet> usable = Arrays.stream(InstructionSet.values())
                .filter(set -> MachineCode.of(set).kernels() != null)
                .toList();
        assumeTrue(!usable.isEmpty(), "machine code cannot run here");
        return usable.stream();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyFunctionThatAnyProcessNeedsIsProvedByItself(InstructionSet set) {
        KernelCode code = KernelCode.assemble(set, false);
        Map<Integer, String> functions = new LinkedHashMap<>();
        for (int rows = 1; rows <= TileCode.MOST_ROWS; rows++) {
            functions.put(code.tiles().starts().get(Start.ROW)[set.vectors][rows], "linear map");
            functions.put(code.tiles().starts().get(Start.SUMS)[set.vectors][rows], "linear map");
            functions.put(code.tiles().starts().get(Start.ZERO)[TileCode.LEAST_VECTORS][rows], "product of matrices");
            functions.putIfAbsent(
                    code.tiles().starts().get(Start.SUMS)[TileCode.LEAST_VECTORS][rows], "product of matrices");
        }
        functions.put(code.rows().scaledMaxima(), "softmax");
        functions.put(code.rows().exponentialSums(), "softmax");
        functions.put(code.rows().activations().get(Activation.GELU), "GELU");
        functions.put(code.rows().activations().get(Activation.GELU_TANH), "GELU by tanh");
        functions.put(code.rows().activations().get(Activation.SILU), "SiLU");
        functions.put(code.rows().norm(), "layer norm");
        functions.put(code.rows().normOfSum(), "layer norm");
        functions.put(code.pack().transpose(), "product of matrices");
        functions.put(code.pack().copy(), "product of matrices");
        functions.forEach((start, name) -> {
            MachineCode found =
                    MachineCode.find(set, Spoiling.returning(code.asm().code(), start));
            assertThat(found.kernels()).as("%s at %d", name, start).isNull();
            assertThat(found.refusal()).isEqualTo("its " + name + " differs from plain Java's on this processor");
        });
        assertThat(functions).hasSizeGreaterThan(25);
        assertThat(MachineCode.find(set, MachineCode.memory()).kernels()).isNotNull();
    }

    static Stream<Arguments> arithmetics() {
        return sets().flatMap(set -> Stream.concat(set.bfloat16().stream(), set.integers().stream())
                .map(arithmetic -> Arguments.of(set, arithmetic)));
    }

    @ParameterizedTest
    @MethodSource("arithmetics")
    void everyFunctionOfAnArithmeticIsProvedByItself(InstructionSet set, Arithmetic arithmetic) throws Exception {
        MachineKernels kernels = MachineCode.of(set).kernels();
        var code = LinearCode.Assembled.of(set, arithmetic, false);
        List<Integer> starts = new ArrayList<>(List.of(code.convert()));
        for (int rows = arithmetic.tiles() ? 0 : 1; rows < code.first().length; rows++) {
            starts.add(code.first()[rows]);
            starts.add(code.next()[rows]);
        }
        for (int start : starts) {
            MemorySegment spoiled = Spoiling.returning(code.asm().code(), start)
                    .install(code.asm().code());
            var layout = new MachineLayout(kernels, LinearCode.of(set, arithmetic, code, spoiled));
            assertThat(LinearProof.same(layout)).as("at %d", start).isFalse();
        }
        MemorySegment sound = MachineCode.memory().install(code.asm().code());
        assertThat(LinearProof.same(new MachineLayout(kernels, LinearCode.of(set, arithmetic, code, sound))))
                .isTrue();
    }

    /** What a vector instruction that the processor computes wrongly looks like: one operation is another. */
    @ParameterizedTest
    @MethodSource("sets")
    void oneWrongInstructionIsFound(InstructionSet set) {
        KernelCode code = KernelCode.assemble(set, true);
        byte[] bytes = code.asm().code();
        Map<String, Integer> spoiled = new LinkedHashMap<>();
        List<String> listing = code.asm().listing();
        for (int i = 0; i + 1 < listing.size(); i++) {
            String instruction = listing.get(i).replaceFirst(".*\\| (\\S+).*", "$1");
            if (!instruction.matches("v(add|mul|sub|min|max|div)ps")) {
                continue;
            }
            int start = address(listing.get(i));
            int end = address(listing.get(i + 1));
            int opcode = opcode(bytes, start, end);
            byte other = (byte) (bytes[opcode] == 0x58 ? 0x5c : 0x58); // vsubps for vaddps, vaddps for the others
            if (start < code.rows().scaledMaxima()) {
                continue;
            }
            MachineCode found = MachineCode.find(set, new Spoiling(bytes, opcode, new byte[] {other}));
            assertThat(found.kernels()).as(listing.get(i)).isNull();
            spoiled.merge(instruction, 1, Integer::sum);
        }
        assertThat(spoiled).containsKeys("vaddps", "vmulps", "vsubps", "vmaxps", "vminps", "vdivps");
    }

    private static int address(String line) {
        return Integer.parseInt(line.replaceFirst(":.*", ""), 16);
    }

    private static int opcode(byte[] bytes, int from, int to) {
        int prefix = (bytes[from] & 0xff) == 0x62 ? 4 : (bytes[from] & 0xff) == 0xc5 ? 2 : 3;
        assertThat(from + prefix).isLessThan(to);
        return from + prefix;
    }

    @ParameterizedTest
    @MethodSource("sets")
    void rowsOfBytesAndWindowsAreProvedToo(InstructionSet set) {
        ByteRowCode.Functions rows = ByteRowCode.assemble(set, false);
        for (int vectors = 1; vectors < rows.starts().length; vectors++) {
            CodeMemory memory = Spoiling.returning(rows.asm().code(), rows.starts()[vectors]);
            assertThat(MachineByteRows.Installed.of(set, memory))
                    .as("%d vectors", vectors)
                    .isEmpty();
        }
        assertThat(MachineByteRows.Installed.of(set, MachineCode.memory())).isPresent();
        VectorAssembler windows = new VectorAssembler(set.width, false);
        MachineWindowKernel.Starts starts = MachineWindowKernel.assemble(windows);
        for (int start : new int[] {0, starts.cbow(), starts.copyRows(), starts.mergeRows()}) {
            assertThat(MachineWindowKernel.find(set, Spoiling.returning(windows.code(), start)))
                    .isNull();
        }
        assertThat(MachineWindowKernel.find(set, MachineCode.memory())).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void whatIsRefusedInPartIsComputedByTheNextWithTheSameBits(InstructionSet set) throws Exception {
        byte[] rows = ByteRowCode.assemble(set, false).asm().code();
        var pairs = LinearCode.Assembled.of(set, Arithmetic.INTEGER_PAIRS, false);
        MachineKernels withoutRows = MachineKernels.create(set, Spoiling.returning(rows, 0));
        ByteRows byNext = withoutRows.byteRows(3, 2);
        assertThat(byNext.getClass())
                .isEqualTo(MachineCode.behind(set).isPresent() ? MachineByteRows.class : PlainByteRows.class);
        MachineKernels withoutMaps =
                MachineKernels.create(set, Spoiling.returning(pairs.asm().code(), pairs.first()[1]));
        LinearLayout layout = withoutMaps.layout(NumberFormat.INT8);
        LinearWeights weights = LinearWeights.of(WeightRows.of(ProofNumbers.wave(32, 48, 3)), new float[48]);
        Matrix y = Matrix.zeros(2, 48);
        Matrix expected = Matrix.zeros(2, 48);
        layout.prepare(weights).apply(ProofNumbers.wave(2, 32, 1), Activation.IDENTITY, y);
        PlainByteLinear.LAYOUT.prepare(weights).apply(ProofNumbers.wave(2, 32, 1), Activation.IDENTITY, expected);
        assertThat(y.data()).isEqualTo(expected.data());
        if (set.integers().equals(List.of(Arithmetic.INTEGER_PAIRS))
                && MachineCode.behind(set).isEmpty()) {
            assertThat(layout).isSameAs(PlainByteLinear.LAYOUT);
        }
        assertThat(RefusedParts.of(set)).contains("its products of bytes differ from plain Java's on this processor");
        assertThat(KernelChoice.statuses())
                .filteredOn(status -> status.name().equals(set.kernel))
                .singleElement()
                .satisfies(status -> assertThat(status.usable()).isTrue())
                .satisfies(status -> assertThat(status.reason()).contains("; refused in part: its products of bytes"));
    }

    static Stream<Arguments> parts() {
        return sets().flatMap(set -> Arrays.stream(Part.values())
                .filter(part -> MachineCodeComparison.possible(set, part))
                .map(part -> Arguments.of(set, part)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyRoutineHasThePlainKernelsBits(InstructionSet set, Part part) throws Exception {
        assertThat(MachineCodeComparison.differences(set, part)).isEmpty();
    }

    @Test
    void theKernelBehindARefusedOneIsTheNextThatRuns() {
        assertThat(InstructionSet.AVX512.next()).isEqualTo(InstructionSet.AVX2);
        assertThat(InstructionSet.AVX2.next()).isNull();
        assertThat(MachineCode.behind(InstructionSet.AVX2)).isEmpty();
        assertThat(MachineCode.behind(InstructionSet.AVX512).isPresent())
                .isEqualTo(MachineCode.of(InstructionSet.AVX2).kernels() != null);
    }
}
