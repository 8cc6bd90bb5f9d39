package dev.heed.server.http;

/** Messages on one line, of bearable length, without control characters. */
public final class OneLine {
    private static final int LONGEST = 1_000;

    private OneLine() {}

    /** The message as it can be said. */
    public static String of(String message) {
        String cut = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
        StringBuilder line = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
