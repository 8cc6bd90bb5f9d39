package dev.heed.format;

/** A name from a file as an error message shows it: quoted, cut, and without anything that would break the line. */
public final class Quoted {
    private static final int LONGEST = 120;

    private Quoted() {}

    /** In double quotes, cut at 120 units, with controls and surrogates written as escapes. */
    public static String of(String name) {
        var shown = new StringBuilder("\"");
        int units = Math.min(name.length(), LONGEST);
        for (int i = 0; i < units; i++) {
            char unit = name.charAt(i);
            if (Character.isISOControl(unit) || Character.isSurrogate(unit) || unit == '\u2028' || unit == '\u2029') {
                shown.append(String.format("\\u%04x", (int) unit));
            } else {
                shown.append(unit);
            }
        }
        return shown.append(name.length() > LONGEST ? "…\"" : "\"").toString();
    }
}
