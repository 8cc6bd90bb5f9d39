package dev.heed.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the statements of a template. */
final class Interpreter {
    /** How a body ended. */
    private enum End {
        NORMAL,
        BREAK,
        CONTINUE
    }

    private final Budget budget;
    private final Values values;
    private final Evaluator evaluator;
    private int loopDepth;

    Interpreter(Budget budget) {
        this.budget = budget;
        values = new Values(budget);
        evaluator = new Evaluator(budget, values);
    }

    Text render(List<Statement> statements, Scope scope) {
        var out = new Text.Builder(budget);
        run(statements, scope, out);
        return out.build();
    }

    private End run(List<Statement> statements, Scope scope, Text.Builder out) {
        for (Statement statement : statements) {
            End end = run(statement, scope, out);
            if (end != End.NORMAL) {
                return end;
            }
        }
        return End.NORMAL;
    }

    private End run(Statement statement, Scope scope, Text.Builder out) {
        budget.step(1);
        switch (statement) {
            case Statement.Data data -> out.append(data.text());
            case Statement.Output output -> out.append(values.text(evaluator.value(output.value(), scope)));
            case Statement.If choice -> {
                return choose(choice, scope, out);
            }
            case Statement.For loop -> loop(loop, scope, out);
            case Statement.Set set -> assign(set, scope);
            case Statement.SetBlock set -> {
                Object value = render(set.body(), new Scope(scope));
                for (Expression.Filter filter : set.filters()) {
                    value = evaluator.filter(filter, value, scope);
                }
                assign(set.target(), value, scope, set.line());
            }
            case Statement.Macro macro -> scope.set(macro.name(), macro(macro, scope));
            case Statement.CallBlock call ->
                out.append(values.text(evaluator.call(call.call(), scope, macro(call.caller(), scope))));
            case Statement.FilterBlock block -> {
                Object value = render(block.body(), new Scope(scope));
                for (Expression.Filter filter : block.filters()) {
                    value = evaluator.filter(filter, value, scope);
                }
                out.append(values.text(value));
            }
            case Statement.Block block -> {
                Scope inner = new Scope(scope);
                for (int i = 0; i < block.names().size(); i++) {
                    inner.set(
                            block.names().get(i), evaluator.value(block.values().get(i), scope));
                }
                return run(block.body(), inner, out);
            }
            case Statement.Break ignored -> {
                return End.BREAK;
            }
            case Statement.Continue ignored -> {
                return End.CONTINUE;
            }
        }
        return End.NORMAL;
    }

    private End choose(Statement.If choice, Scope scope, Text.Builder out) {
        for (int i = 0; i < choice.conditions().size(); i++) {
            if (evaluator.truth(choice.conditions().get(i), scope)) {
                return run(choice.bodies().get(i), scope, out);
            }
        }
        return run(choice.otherwise(), scope, out);
    }

    private void loop(Statement.For loop, Scope scope, Text.Builder out) {
        List<Object> items = values.items(evaluator.value(loop.items(), scope));
        if (loop.filter() != null) {
            items = filtered(loop, items, scope);
        }
        if (items.isEmpty()) {
            run(loop.otherwise(), new Scope(scope), out);
            return;
        }
        Loop state = new Loop(items, loopDepth++);
        for (int i = 0; i < items.size(); i++) {
            state.move(i);
            Scope inner = new Scope(scope);
            inner.set("loop", state);
            bind(loop, items.get(i), inner);
            if (run(loop.body(), inner, out) == End.BREAK) {
                break;
            }
        }
        loopDepth--;
    }

    private List<Object> filtered(Statement.For loop, List<Object> items, Scope scope) {
        List<Object> kept = new ArrayList<>();
        for (Object item : items) {
            Scope inner = new Scope(scope);
            bind(loop, item, inner);
            if (evaluator.truth(loop.filter(), inner)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private void bind(Statement.For loop, Object item, Scope scope) {
        if (!loop.unpack()) {
            scope.set(loop.targets().getFirst(), item);
            return;
        }
        List<Object> parts = parts(item, loop.targets().size(), loop.line());
        for (int i = 0; i < parts.size(); i++) {
            scope.set(loop.targets().get(i), parts.get(i));
        }
    }

    private List<Object> parts(Object value, int count, int line) {
        List<Object> parts = values.itemsOrNull(value);
        if (parts == null || parts.size() != count) {
            budget.at(line);
            throw budget.failure("expected " + count + " values to unpack, got "
                    + (parts == null ? Values.type(value) : parts.size()));
        }
        return parts;
    }

    private void assign(Statement.Set set, Scope scope) {
        Object value = evaluator.value(set.value(), scope);
        if (!set.unpack()) {
            assign(set.targets().getFirst(), value, scope, set.line());
            return;
        }
        List<Object> parts = parts(value, set.targets().size(), set.line());
        for (int i = 0; i < parts.size(); i++) {
            assign(set.targets().get(i), parts.get(i), scope, set.line());
        }
    }

    private void assign(Statement.Target target, Object value, Scope scope, int line) {
        if (target.attribute() == null) {
            scope.set(target.name(), value);
        } else if (scope.get(target.name()) instanceof Namespace namespace) {
            namespace.values.put(target.attribute(), value);
        } else {
            budget.at(line);
            throw budget.failure("expected a namespace to set '" + target.attribute() + "' in, got "
                    + Values.type(scope.get(target.name())));
        }
    }

    /** A macro with the names around it. */
    private Function macro(Statement.Macro macro, Scope around) {
        return (positional, named) -> {
            budget.enter();
            Scope scope = new Scope(around);
            Map<String, Object> rest = new LinkedHashMap<>(named);
            int parameters = macro.parameters().size();
            int required = parameters - macro.defaults().size();
            for (int i = 0; i < parameters; i++) {
                String name = macro.parameters().get(i);
                boolean given = i < positional.size() || rest.containsKey(name);
                Object value = i < positional.size() ? positional.get(i) : rest.remove(name);
                if (!given) {
                    value = i < required
                            ? new Undefined("the parameter '" + name + "'")
                            : evaluator.value(macro.defaults().get(i - required), scope);
                }
                scope.set(name, value);
            }
            scope.set(
                    "varargs",
                    new Tuple(
                            positional.size() > parameters
                                    ? positional.subList(parameters, positional.size())
                                    : List.of()));
            scope.set("caller", rest.containsKey("caller") ? rest.remove("caller") : new Undefined("'caller'"));
            scope.set("kwargs", Inputs.keyed(rest));
            Text text = render(macro.body(), scope);
            budget.leave();
            return text;
        };
    }
}
