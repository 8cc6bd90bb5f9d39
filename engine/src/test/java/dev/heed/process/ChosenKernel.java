package dev.heed.process;

import dev.heed.kernel.KernelChoice;

/** Names the kernel that is chosen, behind what is logged of it. */
final class ChosenKernel {
    private ChosenKernel() {}

    public static void main(String[] args) {
        System.out.print(KernelChoice.active().name());
    }
}
