package dev.heed.server.http;

import java.time.Duration;

/**
 * What a request may cost.
 *
 * @param bodyBytes most bytes of a body at the page's interface
 * @param textLength most characters (UTF-16 units) of all its texts together, there
 * @param receive longest time that a body may take to arrive; a large one has a second more for each MiB
 * @param answer longest time from there to the page's answer, waiting included
 * @param programBytes most bytes of a program's request
 */
public record Limits(int bodyBytes, int textLength, Duration receive, Duration answer, int programBytes) {
    private static final int USUAL_PROGRAM_BYTES = 32 << 20;
    private static final int BYTES_A_VALUE = 8;

    /** For people at a page, and programs that send some thousand texts at once. */
    public static final Limits USUAL =
            new Limits(1 << 20, 200_000, Duration.ofSeconds(10), Duration.ofSeconds(30), usualProgramBytes());

    public Limits {
        if (bodyBytes < 1 || textLength < 1 || programBytes < 1) {
            throw new IllegalArgumentException("limits: expected at least one byte and character, got " + bodyBytes
                    + ", " + textLength + ", " + programBytes);
        }
    }

    /** A body, its text and its values take some times its size: a small memory takes smaller ones. */
    private static int usualProgramBytes() {
        return (int) Math.min(USUAL_PROGRAM_BYTES, Runtime.getRuntime().maxMemory() / 32);
    }

    /** Most bytes of all bodies that are held at once. */
    long heldBytes() {
        return Math.max(2L * programBytes, Runtime.getRuntime().maxMemory() / 32);
    }

    /** Most values, token ids among them, of a program's request. */
    long programValues() {
        return Math.max(10_000, programBytes / BYTES_A_VALUE);
    }
}
