package dev.heed.template;

/** What Python's {@code str} says of characters. */
final class PythonCharacters {
    private PythonCharacters() {}

    /** {@code str.isspace} of one character. */
    static boolean isSpace(int c) {
        return c >= 9 && c <= 13
                || c >= 0x1C && c <= 0x20
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200A
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** Where {@code str.splitlines} cuts. */
    static boolean isLineEnd(int c) {
        return c >= 10 && c <= 13 || c >= 0x1C && c <= 0x1E || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    /** Whether all characters of a string that isn't empty are of a kind. */
    static boolean all(String string, java.util.function.IntPredicate kind) {
        return !string.isEmpty() && string.codePoints().allMatch(kind);
    }

    /** Whether some letter has a case, and all that have one have that one. */
    static boolean allCased(String string, boolean upper) {
        boolean some = string.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isLowerCase(c));
        return some && string.codePoints().noneMatch(c -> upper ? Character.isLowerCase(c) : Character.isUpperCase(c));
    }
}
