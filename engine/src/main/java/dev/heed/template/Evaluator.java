package dev.heed.template;

import dev.heed.template.Expression.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Expressions to values. */
final class Evaluator {
    private final Budget budget;
    private final Values values;
    private final Operators operators;
    private final Members members;
    private final Filters filters;
    private final Checks checks;

    Evaluator(Budget budget, Values values) {
        this.budget = budget;
        this.values = values;
        operators = new Operators(budget, values);
        members = new Members(budget, values);
        filters = new Filters(budget, values, members);
        checks = new Checks(budget, values);
    }

    Object value(Expression expression, Scope scope) {
        budget.at(expression.line());
        return switch (expression) {
            case Expression.Constant constant -> constant.value();
            case Expression.Name name -> scope.get(name.name());
            case Expression.Attribute a -> members.attribute(value(a.of(), scope), a.name());
            case Expression.Item item -> members.item(value(item.of(), scope), value(item.index(), scope));
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.ListOf list -> all(list.items(), scope);
            case Expression.TupleOf tuple -> new Tuple(all(tuple.items(), scope));
            case Expression.MapOf map -> mapping(map, scope);
            case Expression.Call call -> call(call, scope, null);
            case Expression.Filter filter -> filter(filter, value(filter.of(), scope), scope);
            case Expression.Check check -> check(check, scope);
            case Expression.Not not -> !Values.truth(value(not.of(), scope));
            case Expression.Sign sign -> operators.sign(value(sign.of(), scope), sign.negative());
            case Expression.And and -> {
                Object left = value(and.left(), scope);
                yield Values.truth(left) ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Object left = value(or.left(), scope);
                yield Values.truth(left) ? left : value(or.right(), scope);
            }
            case Expression.Binary b -> operators.binary(b.operator(), value(b.left(), scope), value(b.right(), scope));
            case Expression.Compare compare -> compare(compare, scope);
            case Expression.Inline inline -> {
                if (Values.truth(value(inline.condition(), scope))) {
                    yield value(inline.then(), scope);
                }
                yield inline.otherwise() == null
                        ? new Undefined("an inline if without else")
                        : value(inline.otherwise(), scope);
            }
        };
    }

    boolean truth(Expression expression, Scope scope) {
        return Values.truth(value(expression, scope));
    }

    private List<Object> all(List<Expression> expressions, Scope scope) {
        List<Object> out = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> out.add(value(expression, scope)));
        return out;
    }

    private Map<Object, Object> mapping(Expression.MapOf map, Scope scope) {
        Map<Object, Object> out = new LinkedHashMap<>();
        for (int i = 0; i < map.keys().size(); i++) {
            Object key = value(map.keys().get(i), scope);
            if (!Members.isKey(key)) {
                throw budget.failure("expected a string or a number as a mapping's key, got " + Values.type(key));
            }
            out.put(key, value(map.values().get(i), scope));
        }
        return out;
    }

    private Object slice(Expression.Slice slice, Scope scope) {
        return operators.slice(
                value(slice.of(), scope),
                slice.start() == null ? null : value(slice.start(), scope),
                slice.stop() == null ? null : value(slice.stop(), scope),
                slice.step() == null ? null : value(slice.step(), scope));
    }

    private boolean compare(Expression.Compare compare, Scope scope) {
        Object left = value(compare.first(), scope);
        for (int i = 0; i < compare.operators().size(); i++) {
            Object right = value(compare.operands().get(i), scope);
            if (!operators.compare(compare.operators().get(i), left, right)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    private boolean check(Expression.Check check, Scope scope) {
        return checks.check(
                check.name(),
                value(check.of(), scope),
                all(check.arguments().positional(), scope),
                named(check.arguments(), scope));
    }

    Object filter(Expression.Filter filter, Object value, Scope scope) {
        budget.at(filter.line());
        return filters.filter(
                filter.name(), value, all(filter.arguments().positional(), scope), named(filter.arguments(), scope));
    }

    /** @param caller what {@code caller()} means inside, null outside {@code call} blocks */
    Object call(Expression.Call call, Scope scope, Function caller) {
        Object function = value(call.of(), scope);
        if (!(function instanceof Function callable)) {
            throw budget.failure("expected a function to call, got " + Values.type(function));
        }
        List<Object> positional = all(call.arguments().positional(), scope);
        Map<String, Object> named = named(call.arguments(), scope);
        if (caller != null) {
            named.put("caller", caller);
        }
        budget.at(call.line());
        return callable.call(positional, named);
    }

    private Map<String, Object> named(Arguments arguments, Scope scope) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.names().size(); i++) {
            named.put(arguments.names().get(i), value(arguments.named().get(i), scope));
        }
        return named;
    }

    Values values() {
        return values;
    }
}
