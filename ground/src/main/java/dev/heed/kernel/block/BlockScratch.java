package dev.heed.kernel.block;

/** What the code works in for the time of one call, a thread's own; what stands in it from the call before is not zero. */
final class BlockScratch {
    private static final ThreadLocal<BlockScratch> OWN = ThreadLocal.withInitial(BlockScratch::new);

    /** Scales of the rows in flight. */
    final float[] scales = new float[BlockProductCode.ROWS * BlockDecodeCode.SCRATCH_BYTES / Float.BYTES];

    private float[] panel = {};

    private BlockScratch() {}

    /** The calling thread's. */
    static BlockScratch own() {
        return OWN.get();
    }

    /** At least so many floats. */
    float[] panel(int size) {
        if (panel.length < size) {
            panel = new float[size];
        }
        return panel;
    }
}
