package dev.heed.kernel;

import dev.heed.kernel.linear.LinearProof;
import dev.heed.kernel.rows.RowProof;
import dev.heed.kernel.tile.TileProof;
import java.util.Optional;

/**
 * What every process needs of a kernel's machine code, held against plain Java before the code is trusted: each function
 * once, bit for bit, on numbers that take all of its branches. Less than a millisecond's work.
 *
 * <p>The other functions are proved when they are first asked for.
 */
final class KernelProof {
    private KernelProof() {}

    /** The name of the first routine that has other bits than plain Java; empty if there is none. */
    static Optional<String> fault(MachineKernels kernels) {
        if (!LinearProof.same(kernels.linears().floats())) {
            return Optional.of("linear map");
        }
        if (!TileProof.same(kernels.tiles())) {
            return Optional.of("product of matrices");
        }
        return RowProof.fault(kernels.rows());
    }
}
