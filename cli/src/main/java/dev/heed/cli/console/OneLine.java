package dev.heed.cli.console;

import dev.heed.cli.screen.Shown;

/** Messages as they are printed: on one line, without anything that a terminal would act on, of bearable length. */
final class OneLine {
    private static final int LONGEST = 1_000;
    private static final int KEPT = LONGEST / 2;

    private OneLine() {}

    static String of(String message) {
        String cut = message.length() <= LONGEST
                ? message
                : message.substring(0, KEPT) + " … " + message.substring(message.length() - KEPT);
        return Shown.of(cut);
    }
}
