package dev.heed.kernel.linear;

import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.NativeCall;
import dev.heed.kernel.tile.MachineTiles.PanelRun;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/**
 * The processor's matrix unit (Intel AMX). Linux lets a process use it that asks: every thread that does then has 8 KB more
 * to be saved.
 */
public final class MatrixUnit {
    /** {@code syscall(SYS_arch_prctl, ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)} */
    private static final int ARCH_PRCTL = 158;

    private static final int REQUEST_PERMISSION = 0x1023;
    private static final int TILE_DATA = 18;

    private MatrixUnit() {}

    /** @throws CodeRefusedException if the system does not let this process use it */
    public static void request() throws CodeRefusedException {
        MemorySegment function =
                Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow();
        MemorySegment none = MemorySegment.NULL;
        long result = NativeCall.invoke(
                function,
                NativeCall.integer(ARCH_PRCTL),
                NativeCall.integer(REQUEST_PERMISSION),
                NativeCall.integer(TILE_DATA),
                none,
                none,
                none);
        if (result != 0) {
            throw new CodeRefusedException(
                    "the system does not let this process use the matrix unit (arch_prctl failed)", null);
        }
    }

    /**
     * Some rows of a by some panels, see {@link MatrixUnitCode}.
     *
     * @param aStride bytes from row to row
     * @param cStride numbers from row to row
     */
    static void multiply(
            MemorySegment code,
            MemorySegment a,
            long aStride,
            PanelRun panels,
            MemorySegment tails,
            MemorySegment c,
            int cStride,
            int rows,
            MemorySegment scales) {
        long[] p = Scratch.own().unit(6 + MatrixUnitCode.SCRATCH_LONGS);
        p[0] = aStride;
        p[1] = 4L * cStride;
        p[2] = panels.steps() / Arithmetic.TILE;
        p[3] = rows;
        p[4] = panels.count();
        p[5] = panels.bytesToNext();
        NativeCall.invoke(code, a, panels.first(), tails, c, scales, MemorySegment.ofArray(p));
    }
}
