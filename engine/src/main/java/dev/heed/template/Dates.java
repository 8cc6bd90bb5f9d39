package dev.heed.template;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Python's {@code strftime}, in English. */
final class Dates {
    private Dates() {}

    static String format(LocalDateTime time, String format, Budget budget) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            char directive = format.charAt(++i);
            boolean bare = directive == '-' && i + 1 < format.length(); // %-d: without the zero in front
            String made = directive(time, bare ? format.charAt(++i) : directive, budget);
            out.append(bare ? made.replaceFirst("^0+(?=.)", "") : made);
        }
        return out.toString();
    }

    private static String directive(LocalDateTime time, char directive, Budget budget) {
        String pattern = switch (directive) {
            case 'Y' -> "uuuu";
            case 'y' -> "uu";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'f' -> "SSSSSS";
            case 'j' -> "DDD";
            case 'B' -> "MMMM";
            case 'b', 'h' -> "MMM";
            case 'A' -> "EEEE";
            case 'a' -> "EEE";
            case 'p' -> "a";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'R' -> "HH:mm";
            case 'D', 'x' -> "MM/dd/uu";
            case 'X' -> "HH:mm:ss";
            default -> null;
        };
        if (pattern != null) {
            return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
        }
        return switch (directive) {
            case '%' -> "%";
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'Z', 'z' -> "";
            case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
            case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
            case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
            default -> throw budget.failure("expected a directive of strftime, got %" + directive);
        };
    }
}
