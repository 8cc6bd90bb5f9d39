package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.InstructionSet;

/** The loop that measures the processor's limit. */
final class PeakComparison extends Comparison {
    PeakComparison(InstructionSet set) {
        super(set);
    }

    @Override
    void compare(Part part) {
        double limit = KernelSpeed.limit(set.kernel, 1_000_000).orElse(0);
        check("the loop ends, " + limit + " GFLOP/s", limit > 0);
    }
}
