package dev.heed.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The methods of Python's strings, mappings and lists that do not change what they are called on. */
final class Methods {
    private static final Set<String> TEXT = Set.of(
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "splitlines",
            "startswith",
            "endswith",
            "upper",
            "lower",
            "title",
            "capitalize",
            "swapcase",
            "replace",
            "find",
            "rfind",
            "index",
            "count",
            "join",
            "format",
            "isdigit",
            "isalpha",
            "isalnum",
            "isupper",
            "islower",
            "isspace",
            "isnumeric",
            "isdecimal",
            "removeprefix",
            "removesuffix",
            "partition",
            "rpartition",
            "zfill",
            "ljust",
            "rjust",
            "casefold");
    private static final Set<String> MAP = Set.of("items", "keys", "values", "get", "copy");
    private static final Set<String> LIST = Set.of("index", "count", "copy");
    private static final Set<String> CHANGING = Set.of(
            "append",
            "extend",
            "insert",
            "pop",
            "remove",
            "clear",
            "sort",
            "reverse",
            "update",
            "setdefault",
            "popitem");

    private final Budget budget;
    private final Values values;

    Methods(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
    }

    /** The method of a value, ready to be called; null if it has none of that name. */
    Function of(Object value, String name) {
        if (value instanceof Text text && TEXT.contains(name)) {
            return (given, named) -> text(text, name, new Given(name, given, named, budget, values));
        }
        if (value instanceof Map<?, ?> map && MAP.contains(name)) {
            return (given, named) -> mapping(Values.cast(map), name, new Given(name, given, named, budget, values));
        }
        List<Object> items = value instanceof Tuple t ? t.items() : value instanceof List<?> l ? Values.cast(l) : null;
        if (items != null && LIST.contains(name)) {
            return (given, named) -> list(items, name, new Given(name, given, named, budget, values));
        }
        if ((value instanceof Map<?, ?> || value instanceof List<?>) && CHANGING.contains(name)) {
            return (given, named) -> {
                throw budget.failure("expected a method that changes nothing, got " + name
                        + "; templates may not change lists and mappings");
            };
        }
        return null;
    }

    private Object mapping(Map<Object, Object> map, String name, Given given) {
        budget.step(map.size());
        return switch (name) {
            case "items" -> pairs(map);
            case "keys" -> new ArrayList<>(map.keySet());
            case "values" -> new ArrayList<>(map.values());
            case "copy" -> new LinkedHashMap<>(map);
            default -> {
                Object key = given.required(0, "key");
                yield map.containsKey(key) ? map.get(key) : given.optional(1, "default", null);
            }
        };
    }

    static List<Object> pairs(Map<Object, Object> map) {
        List<Object> pairs = new ArrayList<>(map.size());
        map.forEach((key, value) -> {
            List<Object> pair = new ArrayList<>(2);
            pair.add(key);
            pair.add(value);
            pairs.add(new Tuple(pair));
        });
        return pairs;
    }

    private Object list(List<Object> items, String name, Given given) {
        if (name.equals("copy")) {
            budget.step(items.size());
            return new ArrayList<>(items);
        }
        Object wanted = given.required(0, "value");
        if (name.equals("count")) {
            return items.stream().filter(item -> values.equal(item, wanted)).count();
        }
        for (int i = 0; i < items.size(); i++) {
            if (values.equal(items.get(i), wanted)) {
                return (long) i;
            }
        }
        throw budget.failure("expected a value of the list for index, got another");
    }

    private Object text(Text text, String name, Given given) {
        String s = text.string();
        budget.step(s.length() / 64);
        return switch (name) {
            case "strip" -> text.strip(given.stringOrNull(0, "chars"), true, true);
            case "lstrip" -> text.strip(given.stringOrNull(0, "chars"), true, false);
            case "rstrip" -> text.strip(given.stringOrNull(0, "chars"), false, true);
            case "split", "rsplit" -> new TextCuts(budget).split(text, given, name.equals("rsplit"));
            case "splitlines" -> new TextCuts(budget).lines(text, Values.truth(given.optional(0, "keepends", false)));
            case "partition", "rpartition" ->
                new TextCuts(budget).partition(text, given.string(0, "sep"), name.equals("rpartition"));
            case "replace" ->
                new TextCuts(budget)
                        .replace(text, given.string(0, "old"), given.text(1, "new"), given.whole(2, "count", -1));
            case "startswith" -> any(given, (affix) -> s.startsWith(affix));
            case "endswith" -> any(given, (affix) -> s.endsWith(affix));
            case "removeprefix" ->
                s.startsWith(given.string(0, "prefix"))
                        ? text.units(given.string(0, "prefix").length(), s.length())
                        : text;
            case "removesuffix" ->
                s.endsWith(given.string(0, "suffix"))
                        ? text.units(0, s.length() - given.string(0, "suffix").length())
                        : text;
            case "upper", "lower", "title", "capitalize", "swapcase", "casefold" -> cased(text, name);
            case "find" -> (long) text.find(given.string(0, "sub"), false);
            case "rfind" -> (long) text.find(given.string(0, "sub"), true);
            case "index" -> index(text, given.string(0, "sub"));
            case "count" -> new TextCuts(budget).count(text, given.string(0, "sub"));
            case "join" -> join(text, values.items(given.required(0, "iterable")));
            case "format" -> new TextFormat(budget, values).braces(text, given.positional(), given.named());
            case "zfill", "ljust", "rjust" -> padded(text, name, given);
            default -> kind(s, name);
        };
    }

    private static boolean kind(String s, String name) {
        return switch (name) {
            case "isdigit", "isnumeric", "isdecimal" -> PythonCharacters.all(s, Character::isDigit);
            case "isalpha" -> PythonCharacters.all(s, Character::isLetter);
            case "isalnum" -> PythonCharacters.all(s, Character::isLetterOrDigit);
            case "isspace" -> PythonCharacters.all(s, PythonCharacters::isSpace);
            default -> PythonCharacters.allCased(s, name.equals("isupper"));
        };
    }

    private boolean any(Given given, java.util.function.Predicate<String> holds) {
        Object affixes = given.required(0, "prefix");
        if (affixes instanceof Tuple tuple) {
            return tuple.items().stream()
                    .anyMatch(affix -> holds.test(values.text(affix).string()));
        }
        return holds.test(given.string(0, "prefix"));
    }

    private long index(Text text, String wanted) {
        int found = text.find(wanted, false);
        if (found < 0) {
            throw budget.failure("expected a part of the string for index, got another");
        }
        return found;
    }

    /** Marks are kept where each unit becomes one. */
    Text cased(Text text, String how) {
        String s = text.string();
        String made = switch (how) {
            case "upper" -> s.toUpperCase(Locale.ROOT);
            case "lower", "casefold" -> s.toLowerCase(Locale.ROOT);
            case "capitalize" -> s.isEmpty() ? s : firstUpper(s);
            case "swapcase" -> swapped(s);
            default -> titled(s);
        };
        if (!text.anyUser() || made.length() != s.length()) {
            return text.likewise(made);
        }
        var out = new Text.Builder(budget);
        for (int i = 0; i < made.length(); i++) {
            String unit = made.substring(i, i + 1);
            out.append(text.isUser(i) ? Text.ofUser(unit) : Text.own(unit));
        }
        return out.build();
    }

    static String firstUpper(String s) {
        int end = s.offsetByCodePoints(0, 1);
        return s.substring(0, end).toUpperCase(Locale.ROOT) + s.substring(end).toLowerCase(Locale.ROOT);
    }

    private static String titled(String s) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int c : s.codePoints().toArray()) {
            out.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = Character.isLetter(c);
        }
        return out.toString();
    }

    private static String swapped(String s) {
        StringBuilder out = new StringBuilder();
        s.codePoints()
                .forEach(c -> out.appendCodePoint(
                        Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c)));
        return out.toString();
    }

    Text join(Text between, List<Object> items) {
        var out = new Text.Builder(budget);
        for (int i = 0; i < items.size(); i++) {
            if (!(items.get(i) instanceof Text item)) {
                throw budget.failure("expected strings to join, got " + Values.type(items.get(i)));
            }
            out.append(i == 0 ? Text.EMPTY : between).append(item);
        }
        return out.build();
    }

    private Text padded(Text text, String name, Given given) {
        long missing = given.whole(0, "width", 0) - text.length();
        if (missing <= 0) {
            return text;
        }
        budget.grow(missing);
        String fill = name.equals("zfill") ? "0" : " ";
        String padding = fill.repeat((int) missing);
        var out = new Text.Builder(budget);
        if (name.equals("ljust")) {
            return out.append(text).append(padding).build();
        }
        boolean signed = name.equals("zfill")
                && (text.string().startsWith("-") || text.string().startsWith("+"));
        int sign = signed ? 1 : 0;
        return out.append(text.units(0, sign))
                .append(padding)
                .append(text.units(sign, text.string().length()))
                .build();
    }
}
