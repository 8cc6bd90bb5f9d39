package dev.heed.template;

import java.util.ArrayList;
import java.util.List;

/** Arithmetic, joining and cutting, by Python's rules. Whole numbers are 64 bits wide; what does not fit is an error. */
final class Operators {
    private final Budget budget;
    private final Values values;

    Operators(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
    }

    Object binary(String operator, Object a, Object b) {
        if (operator.equals("~")) {
            return new Text.Builder(budget)
                    .append(values.text(a))
                    .append(values.text(b))
                    .build();
        }
        Object joined = joined(operator, a, b);
        if (joined != null) {
            return joined;
        }
        if (!Values.isNumber(a) || !Values.isNumber(b)) {
            throw budget.failure(
                    "expected values that " + operator + " can join, got " + Values.type(a) + " and " + Values.type(b));
        }
        return number(operator, a, b);
    }

    /** Strings and sequences; null if there are none. */
    private Object joined(String operator, Object a, Object b) {
        if (operator.equals("+")) {
            if (a instanceof Text x && b instanceof Text y) {
                return x.plus(y, budget);
            }
            if (a instanceof List<?> x && b instanceof List<?> y) {
                return both(x, y);
            }
            if (a instanceof Tuple x && b instanceof Tuple y) {
                return new Tuple(both(x.items(), y.items()));
            }
        } else if (operator.equals("*")) {
            if (a instanceof Text text && Values.integral(b)) {
                return repeated(text, Values.integer(b));
            }
            if (b instanceof Text text && Values.integral(a)) {
                return repeated(text, Values.integer(a));
            }
            if (a instanceof List<?> list && Values.integral(b)) {
                return repeated(list, Values.integer(b));
            }
        } else if (operator.equals("%") && a instanceof Text text) {
            return new TextFormat(budget, values).percent(text, b);
        }
        return null;
    }

    private List<Object> both(List<?> x, List<?> y) {
        budget.step((long) x.size() + y.size());
        List<Object> all = new ArrayList<>(x);
        all.addAll(y);
        return all;
    }

    private Text repeated(Text text, long times) {
        budget.grow(
                Math.multiplyHigh(text.string().length(), Math.max(0, times)) != 0
                        ? Long.MAX_VALUE
                        : text.string().length() * Math.max(0, times));
        var out = new Text.Builder(budget);
        for (long i = 0; i < times && !text.isEmpty(); i++) {
            out.append(text);
        }
        return out.build();
    }

    private List<Object> repeated(List<?> list, long times) {
        List<Object> out = new ArrayList<>();
        for (long i = 0; i < times && !list.isEmpty(); i++) {
            budget.step(list.size());
            out.addAll(list);
        }
        return out;
    }

    private Object number(String operator, Object a, Object b) {
        boolean whole = Values.integral(a) && Values.integral(b);
        try {
            return whole && !operator.equals("/")
                    ? whole(operator, Values.integer(a), Values.integer(b))
                    : real(operator, Values.real(a), Values.real(b));
        } catch (ArithmeticException e) {
            throw budget.failure("expected a whole number of 64 bits from " + operator + ", got more, or a zero below");
        }
    }

    private static Object whole(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDiv(a, b);
            case "%" -> Math.floorMod(a, b);
            default -> b < 0 ? (Object) Math.pow(a, b) : (Object) power(a, b);
        };
    }

    private static long power(long base, long exponent) {
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            if (base == 0 || base == 1 || base == -1 && i == 1) {
                return base == -1 ? exponent % 2 == 0 ? 1 : -1 : base;
            }
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    private static double real(String operator, double a, double b) {
        if (b == 0 && "//%".contains(operator)) {
            throw new ArithmeticException();
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> Math.floor(a / b);
            case "%" -> a - b * Math.floor(a / b);
            default -> Math.pow(a, b);
        };
    }

    boolean compare(String operator, Object a, Object b) {
        return switch (operator) {
            case "==" -> values.equal(a, b);
            case "!=" -> !values.equal(a, b);
            case "in" -> values.contains(b, a);
            case "not in" -> !values.contains(b, a);
            case "<" -> values.compare(a, b) < 0;
            case "<=" -> values.compare(a, b) <= 0;
            case ">" -> values.compare(a, b) > 0;
            default -> values.compare(a, b) >= 0;
        };
    }

    Object sign(Object value, boolean negative) {
        if (!Values.isNumber(value)) {
            throw budget.failure("expected a number after a sign, got " + Values.type(value));
        }
        return !negative ? value : Values.integral(value) ? (Object) (-Values.integer(value)) : -Values.real(value);
    }

    /** {@code value[start:stop:step]}; null is a part left out. */
    Object slice(Object value, Object start, Object stop, Object step) {
        List<Object> items = value instanceof Text ? null : value instanceof Tuple t ? t.items() : null;
        if (value instanceof List<?> list) {
            items = Values.cast(list);
        }
        if (items == null && !(value instanceof Text)) {
            return new Undefined("a slice of " + Values.type(value));
        }
        int length = items == null ? ((Text) value).length() : items.size();
        long by = step == null ? 1 : index(step);
        if (by == 0) {
            throw budget.failure("expected a slice's step other than 0, got 0");
        }
        long first = start == null ? by > 0 ? 0 : length - 1 : bounded(index(start), length, by);
        long last = stop == null ? by > 0 ? length : -1 : bounded(index(stop), length, by);
        budget.step(length);
        if (items == null && by == 1) {
            return first >= last ? Text.EMPTY : ((Text) value).slice((int) first, (int) last);
        }
        List<Object> from = items == null ? values.items(value) : items;
        List<Object> taken = new ArrayList<>();
        for (long i = first; by > 0 ? i < last : i > last; i += by) {
            taken.add(from.get((int) i));
        }
        if (items != null) {
            return value instanceof Tuple ? new Tuple(taken) : taken;
        }
        var out = new Text.Builder(budget);
        taken.forEach(character -> out.append((Text) character));
        return out.build();
    }

    private static long bounded(long index, int length, long step) {
        long from = index < 0 ? index + length : index;
        return step > 0 ? Math.clamp(from, 0, length) : Math.clamp(from, -1, length - 1);
    }

    private long index(Object value) {
        if (!Values.integral(value)) {
            throw budget.failure("expected a whole number as an index, got " + Values.type(value));
        }
        return Math.clamp(Values.integer(value), -(1L << 40), 1L << 40);
    }
}
