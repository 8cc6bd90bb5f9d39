package dev.heed.kernel;

import java.util.Optional;

/**
 * The JDK that machine code needs. Before 25.0.3 the G1 collector may move an array that native code is just reading
 * (JDK-8377811), and machine code reads arrays of the heap where they lie. The other kernels are not concerned.
 */
final class JdkFloor {
    private static final int FEATURE = 25;
    private static final int UPDATE = 3;

    private JdkFloor() {}

    /** Why a JDK may not run machine code; empty where it may. */
    static Optional<String> fault(Runtime.Version jdk) {
        boolean moves = jdk.feature() == FEATURE && jdk.interim() == 0 && jdk.update() < UPDATE;
        return moves
                ? Optional.of("JDK " + jdk.feature() + "." + jdk.interim() + "." + jdk.update()
                        + " may move arrays that machine code reads (JDK-8377811)")
                : Optional.empty();
    }

    /** What helps. */
    static String remedy() {
        return "run JDK " + FEATURE + ".0." + UPDATE + " or later";
    }
}
