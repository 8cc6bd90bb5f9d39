package dev.heed.kernel.assembler;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of a kernel that runs here was refused when it was first asked for, and why; slower code with the same results takes its
 * place. Logged once.
 */
public final class RefusedParts {
    private static final Map<InstructionSet, Set<String>> REASONS = new ConcurrentHashMap<>();

    private RefusedParts() {}

    /** A part that has other results than plain Java. */
    public static void differ(InstructionSet set, String part) {
        add(set, "its " + part + " differ from plain Java's on this processor");
    }

    /** A part that the system lets no code be made for. */
    public static void add(InstructionSet set, String part, CodeMemory.CodeRefusedException why) {
        add(set, "its " + part + " (" + why.getMessage() + ")");
    }

    private static void add(InstructionSet set, String reason) {
        Set<String> reasons = REASONS.computeIfAbsent(set, key -> new LinkedHashSet<>());
        synchronized (reasons) {
            if (reasons.add(reason)) {
                System.getLogger(RefusedParts.class.getName())
                        .log(Level.WARNING, "kernel {0}, refused in part: {1}", set.kernel, reason);
            }
        }
    }

    /** The reasons so far, in order; empty if there are none. */
    public static String of(InstructionSet set) {
        Set<String> reasons = REASONS.getOrDefault(set, Set.of());
        synchronized (reasons) {
            return String.join(", ", reasons);
        }
    }
}
