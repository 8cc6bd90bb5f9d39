package dev.heed.translation;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What must stand in a translation as it stands in the source. Immutable.
 *
 * @param name of what it finds: {@code placeholder}, {@code number}; of a user's own, its expression
 * @param pattern finds it
 * @param asNumber whether other marks between the digits are the same number: {@code 1,000.50} and {@code 1.000,50}
 */
public record Keep(String name, Pattern pattern, boolean asNumber) {
    private static final Pattern NOT_DIGITS = Pattern.compile("[^\\p{Nd}]+");

    /** Tags and entities, addresses of the web and of mail, placeholders, numbers. What an earlier one finds no later one does. */
    public static final List<Keep> USUAL = List.of(
            keep("tag", "</?[A-Za-z][^<>\\n]{0,500}+>|&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"),
            keep("address", "(?:(?:https?|ftp)://|www\\.)[^\\s<>\"]*[^\\s<>\".,;:!?)\\]'’”«»]"),
            keep("mail", "[A-Za-z0-9._%+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\\.[A-Za-z0-9-]{1,63}+)++"),
            keep(
                    "placeholder",
                    "\\$\\{[^{}\\s]{1,100}}|\\{\\{[^{}\\n]{1,100}}}|\\{[^{}\\s]{0,100}}|%\\([A-Za-z_]\\w{0,60}\\)[sd]"
                            + "|%(?:[0-9]{1,3}\\$)?[-+0#]{0,3}[0-9]{0,3}(?:\\.[0-9]{1,3})?[sdifuxXcgeE@](?![\\p{L}\\p{Nd}])"
                            + "|(?<![\\p{L}\\p{Nd}])\\$[A-Za-z_]\\w{0,60}"),
            new Keep(
                    "number",
                    Pattern.compile("(?<![\\p{L}\\p{Nd}])\\p{Lu}{0,8}+\\p{Nd}++(?:[.,:'’\\u00a0\\u202f]?\\p{Nd}++)*+"),
                    true));

    private static Keep keep(String name, String regex) {
        return new Keep(name, Pattern.compile(regex), false);
    }

    /**
     * What a regular expression of a user finds.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Keep of(String regex) {
        try {
            return keep(regex, regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "keep: expected a regular expression, got " + regex + " (" + e.getDescription() + ")", e);
        }
    }

    /** What two places that it found must have alike to be the same. */
    String key(String place) {
        return asNumber && place.codePoints().noneMatch(Character::isLetter)
                ? NOT_DIGITS.matcher(place).replaceAll("")
                : place;
    }
}
