package dev.heed.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Jinja's filters of sequences and mappings. */
final class SequenceFilters {
    static final Set<String> NAMES = Set.of(
            "batch",
            "dictsort",
            "first",
            "groupby",
            "join",
            "last",
            "list",
            "map",
            "max",
            "min",
            "reject",
            "rejectattr",
            "reverse",
            "select",
            "selectattr",
            "slice",
            "sort",
            "sum",
            "unique");

    private final Budget budget;
    private final Values values;
    private final Members members;
    private final Filters filters;

    SequenceFilters(Budget budget, Values values, Members members, Filters filters) {
        this.budget = budget;
        this.values = values;
        this.members = members;
        this.filters = filters;
    }

    Object filter(String name, Object value, Given given) {
        if (name.equals("dictsort")) {
            return sortedPairs(value, given);
        }
        if (name.equals("reverse") && value instanceof Text) {
            return new Operators(budget, values).slice(value, null, null, -1L);
        }
        boolean chosen = name.equals("map") || name.startsWith("select") || name.startsWith("reject");
        List<Object> items = chosen && !Values.truth(value) ? List.of() : values.items(value);
        return switch (name) {
            case "first" -> items.isEmpty() ? new Undefined("the first item of none") : items.getFirst();
            case "last" -> items.isEmpty() ? new Undefined("the last item of none") : items.getLast();
            case "list" -> new ArrayList<>(items);
            case "reverse" -> new ArrayList<>(items.reversed());
            case "join" -> join(items, given);
            case "map" -> map(items, given);
            case "select", "reject" -> selected(items, given, 0, UnaryOperator.identity(), name.equals("select"));
            case "selectattr", "rejectattr" ->
                selected(items, given, 1, path(given.required(0, "attribute"), null), name.equals("selectattr"));
            case "sort" -> sorted(items, given);
            case "min", "max" -> extreme(items, given, name.equals("max"));
            case "sum" -> sum(items, given);
            case "unique" -> unique(items, given);
            case "groupby" -> groups(items, given);
            case "batch" -> batches(items, given);
            default -> slices(items, given);
        };
    }

    /** An attribute's name, with dots and numbers, as a way to a value. */
    private UnaryOperator<Object> path(Object attribute, Object otherwise) {
        if (attribute == null) {
            return UnaryOperator.identity();
        }
        if (Values.integral(attribute)) {
            return value -> members.item(value, attribute);
        }
        String[] parts = values.text(attribute).string().split("\\.", -1);
        return value -> {
            Object at = value;
            for (String part : parts) {
                boolean number =
                        !part.isEmpty() && part.length() < 10 && part.chars().allMatch(Character::isDigit);
                at = members.item(at, number ? (Object) Long.parseLong(part) : Text.own(part));
            }
            return at instanceof Undefined && otherwise != null ? otherwise : at;
        };
    }

    private Text join(List<Object> items, Given given) {
        Text between = values.text(given.optional(0, "d", Text.EMPTY));
        UnaryOperator<Object> path = path(given.optional(1, "attribute", null), null);
        List<Object> texts = new ArrayList<>(items.size());
        items.forEach(item -> texts.add(values.text(path.apply(item))));
        return new Methods(budget, values).join(between, texts);
    }

    private List<Object> map(List<Object> items, Given given) {
        List<Object> out = new ArrayList<>(items.size());
        if (given.named().containsKey("attribute")) {
            UnaryOperator<Object> path =
                    path(given.named().get("attribute"), given.named().get("default"));
            items.forEach(item -> out.add(path.apply(item)));
            return out;
        }
        String name = given.string(0, "filter");
        List<Object> rest = given.positional().subList(1, given.positional().size());
        items.forEach(item -> out.add(filters.filter(name, item, rest, given.named())));
        return out;
    }

    private List<Object> selected(
            List<Object> items, Given given, int from, UnaryOperator<Object> path, boolean wanted) {
        List<Object> arguments = given.positional();
        String test = arguments.size() > from ? values.text(arguments.get(from)).string() : null;
        List<Object> rest = test == null ? List.of() : arguments.subList(from + 1, arguments.size());
        Checks checks = new Checks(budget, values);
        List<Object> out = new ArrayList<>();
        for (Object item : items) {
            Object value = path.apply(item);
            boolean holds = test == null ? Values.truth(value) : checks.check(test, value, rest, given.named());
            if (holds == wanted) {
                out.add(item);
            }
        }
        return out;
    }

    /** What is compared: strings in lower case unless case counts. */
    private UnaryOperator<Object> key(UnaryOperator<Object> path, boolean caseCounts) {
        return item -> {
            Object value = path.apply(item);
            return !caseCounts && value instanceof Text text
                    ? Text.own(text.string().toLowerCase(Locale.ROOT))
                    : value;
        };
    }

    private List<Object> sorted(List<Object> items, Given given) {
        boolean caseCounts = given.truth(1, "case_sensitive", false);
        Object attributes = given.optional(2, "attribute", null);
        List<UnaryOperator<Object>> keys = new ArrayList<>();
        if (attributes instanceof Text text) {
            for (String one : text.string().split(",")) {
                keys.add(key(path(Text.own(one), null), caseCounts));
            }
        } else {
            keys.add(key(path(attributes, null), caseCounts));
        }
        Comparator<Object> order = (a, b) -> {
            int found = 0;
            for (int i = 0; i < keys.size() && found == 0; i++) {
                found = values.compare(keys.get(i).apply(a), keys.get(i).apply(b));
            }
            return found;
        };
        return sortedBy(items, order, given.truth(0, "reverse", false));
    }

    private List<Object> sortedBy(List<Object> items, Comparator<Object> order, boolean reverse) {
        Comparator<Object> counted = (a, b) -> {
            budget.step(1);
            return reverse ? order.compare(b, a) : order.compare(a, b);
        };
        List<Object> out = new ArrayList<>(items);
        out.sort(counted);
        return out;
    }

    private List<Object> sortedPairs(Object value, Given given) {
        if (!(value instanceof Map<?, ?> map)) {
            throw budget.failure("expected a mapping for dictsort, got " + Values.type(value));
        }
        boolean caseCounts = given.truth(0, "case_sensitive", false);
        int part = given.has(1, "by") && given.string(1, "by").equals("value") ? 1 : 0;
        UnaryOperator<Object> key = key(pair -> ((Tuple) pair).items().get(part), caseCounts);
        return sortedBy(
                Methods.pairs(Values.cast(map)),
                (a, b) -> values.compare(key.apply(a), key.apply(b)),
                given.truth(2, "reverse", false));
    }

    private Object extreme(List<Object> items, Given given, boolean largest) {
        UnaryOperator<Object> key =
                key(path(given.optional(1, "attribute", null), null), given.truth(0, "case_sensitive", false));
        if (items.isEmpty()) {
            return new Undefined("the extreme of no items");
        }
        Object best = items.getFirst();
        for (Object item : items) {
            int order = values.compare(key.apply(item), key.apply(best));
            if (largest ? order > 0 : order < 0) {
                best = item;
            }
        }
        return best;
    }

    private Object sum(List<Object> items, Given given) {
        UnaryOperator<Object> path = path(given.optional(0, "attribute", null), null);
        Object sum = given.optional(1, "start", 0L);
        Operators operators = new Operators(budget, values);
        for (Object item : items) {
            sum = operators.binary("+", sum, path.apply(item));
        }
        return sum;
    }

    private List<Object> unique(List<Object> items, Given given) {
        UnaryOperator<Object> key =
                key(path(given.optional(1, "attribute", null), null), given.truth(0, "case_sensitive", false));
        List<Object> seen = new ArrayList<>();
        List<Object> out = new ArrayList<>();
        for (Object item : items) {
            Object k = key.apply(item);
            if (seen.stream().noneMatch(s -> values.equal(s, k))) {
                seen.add(k);
                out.add(item);
            }
        }
        return out;
    }

    private List<Object> groups(List<Object> items, Given given) {
        UnaryOperator<Object> path = path(given.required(0, "attribute"), given.optional(1, "default", null));
        UnaryOperator<Object> key = key(path, given.truth(2, "case_sensitive", false));
        List<Object> order = sortedBy(items, (a, b) -> values.compare(key.apply(a), key.apply(b)), false);
        List<Object> groups = new ArrayList<>();
        List<Object> group = null;
        Object last = null;
        for (Object item : order) {
            Object k = key.apply(item);
            if (group == null || !values.equal(last, k)) {
                group = new ArrayList<>();
                List<Object> pair = new ArrayList<>(); // its name may be None, which List.of does not take
                pair.add(path.apply(item));
                pair.add(group);
                groups.add(new Tuple(pair));
                last = k;
            }
            group.add(item);
        }
        return groups;
    }

    private List<Object> batches(List<Object> items, Given given) {
        int size = Math.clamp(given.whole(0, "linecount", 1), 1, 1 << 20);
        List<Object> batches = new ArrayList<>();
        for (int i = 0; i < items.size(); i += size) {
            List<Object> batch = new ArrayList<>(items.subList(i, Math.min(items.size(), i + size)));
            if (given.has(1, "fill_with") && batch.size() < size) {
                budget.step(size);
                batch.addAll(Collections.nCopies(size - batch.size(), given.optional(1, "fill_with", null)));
            }
            batches.add(batch);
        }
        return batches;
    }

    private List<Object> slices(List<Object> items, Given given) {
        int count = Math.clamp(given.whole(0, "slices", 1), 1, 1 << 20);
        budget.step(count);
        int each = items.size() / count;
        int longer = items.size() % count;
        List<Object> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = from + each + (i < longer ? 1 : 0);
            List<Object> slice = new ArrayList<>(items.subList(from, to));
            if (given.has(1, "fill_with") && longer > 0 && i >= longer) {
                slice.add(given.optional(1, "fill_with", null));
            }
            slices.add(slice);
            from = to;
        }
        return slices;
    }
}
