package dev.heed.kernel;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import java.util.List;
import java.util.Locale;

/**
 * Every routine of machine code against plain Java, bit for bit, at every awkward size: of one kernel, in every arithmetic that
 * this processor has, whichever of them the kernel would choose.
 *
 * <p>Needs no test framework, so that it can run where only a Java runtime is: on another machine, or in an emulator of
 * one. {@code java … dev.heed.kernel.MachineCodeComparison avx512 [parts]} prints a line a part and exits with 1 if
 * anything differs.
 */
final class MachineCodeComparison {
    /** What can be compared by itself. */
    enum Part {
        FLOATS,
        BFLOAT16,
        PAIRS,
        QUADS,
        BFLOAT16_TILES,
        BYTE_TILES,
        FACTORS,
        ROWS,
        NORMS,
        BYTE_ROWS,
        SKIP_GRAM,
        CBOW,
        PEAK
    }

    private MachineCodeComparison() {}

    /**
     * Compares parts of a kernel that can run here.
     *
     * @return what differs, a line each
     */
    static List<String> differences(InstructionSet set, Part part) throws CodeRefusedException {
        return compared(set, part).differences();
    }

    /** Whether this processor has what a part needs. */
    static boolean possible(InstructionSet set, Part part) {
        return switch (part) {
            case BFLOAT16 -> set.bfloat16().contains(Arithmetic.BFLOAT16_PAIRS);
            case BFLOAT16_TILES -> set.bfloat16().contains(Arithmetic.BFLOAT16_TILES);
            case QUADS -> set.integers().contains(Arithmetic.BYTE_QUADS);
            case BYTE_TILES -> set.integers().contains(Arithmetic.BYTE_TILES);
            default -> true;
        };
    }

    public static void main(String[] args) throws CodeRefusedException {
        InstructionSet set = InstructionSet.valueOf(args[0].toUpperCase(Locale.ROOT));
        System.out.println(KernelChoice.statuses().stream()
                        .filter(status -> status.name().equals(args[0]))
                        .toList() + " bfloat16 " + set.bfloat16() + " integers " + set.integers());
        boolean same = true;
        for (Part part : Part.values()) {
            if (args.length > 1 && !List.of(args[1].split(",")).contains(part.name())) {
                continue;
            }
            if (!possible(set, part)) {
                System.out.println(part + ": not on this processor");
                continue;
            }
            Comparison comparison = compared(set, part);
            System.out.println(part + ": " + comparison);
            comparison.differences().stream().limit(10).forEach(System.out::println);
            same &= comparison.differences().isEmpty();
        }
        System.exit(same ? 0 : 1);
    }

    private static Comparison compared(InstructionSet set, Part part) throws CodeRefusedException {
        Comparison comparison = switch (part) {
            case FLOATS, BFLOAT16, PAIRS, QUADS, BFLOAT16_TILES, BYTE_TILES -> new LinearComparison(set);
            case ROWS, NORMS -> new RowComparison(set);
            case FACTORS, BYTE_ROWS -> new ProductComparison(set);
            case SKIP_GRAM, CBOW -> new WindowComparison(set);
            case PEAK -> new PeakComparison(set);
        };
        comparison.compare(part);
        return comparison;
    }
}
