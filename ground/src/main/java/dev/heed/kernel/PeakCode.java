package dev.heed.kernel;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R9;

import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.VectorAssembler;

/**
 * Nothing but fused multiply-adds between registers: as fast as the processor can go. It computes nothing; it is what
 * kernels are measured against.
 *
 * <p>As a C function {@code void f(…, long p[1])}: r9 = how often the loop runs.
 *
 * @param asm takes the code
 */
record PeakCode(VectorAssembler asm) {
    /** Sums that do not wait for each other: more than two units times a latency of five. */
    private static final int CHAINS = 12;

    private static final int UNROLLED = 4;

    /** Floating-point operations of one turn of the loop. */
    static long flop(VectorAssembler.Width width) {
        return 2L * UNROLLED * CHAINS * width.lanes();
    }

    void emit() {
        for (int register = 0; register < CHAINS + 2; register++) {
            asm.zero(register);
        }
        asm.mov(R10, Memory.at(R9, 0));
        int again = asm.here();
        for (int i = 0; i < UNROLLED; i++) {
            for (int chain = 0; chain < CHAINS; chain++) {
                asm.fma231(chain, CHAINS, CHAINS + 1);
            }
        }
        asm.dec(R10);
        asm.jnz(again);
        asm.vzeroupper();
        asm.ret();
    }
}
