package dev.heed.template;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The functions that every template has. */
final class Globals {
    private static final int LONGEST_RANGE = 100_000; // as Jinja's sandbox has it

    private final Budget budget;
    private final Values values;
    private final Supplier<LocalDateTime> clock;

    Globals(Budget budget, Values values, Supplier<LocalDateTime> clock) {
        this.budget = budget;
        this.values = values;
        this.clock = clock;
    }

    void into(Scope scope) {
        function(scope, "range", this::range);
        function(scope, "dict", given -> Inputs.keyed(given.named()));
        function(scope, "namespace", this::namespace);
        function(scope, "joiner", this::joiner);
        function(scope, "raise_exception", given -> {
            throw budget.refusal(values.text(given.required(0, "message")).string());
        });
        function(
                scope, "strftime_now", given -> Text.own(Dates.format(clock.get(), given.string(0, "format"), budget)));
    }

    private void function(Scope scope, String name, java.util.function.Function<Given, Object> body) {
        scope.set(
                name, (Function) (positional, named) -> body.apply(new Given(name, positional, named, budget, values)));
    }

    private List<Object> range(Given given) {
        boolean single = given.positional().size() == 1;
        long start = single ? 0 : given.whole(0, "start", 0);
        long stop = given.whole(single ? 0 : 1, "stop", 0);
        long step = given.whole(2, "step", 1);
        List<Object> numbers = new ArrayList<>();
        if (step == 0) {
            throw budget.failure("expected a step other than 0 for range, got 0");
        }
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            budget.step(1);
            if (numbers.size() == LONGEST_RANGE) {
                throw budget.failure("expected a range of at most " + LONGEST_RANGE + " numbers, got more");
            }
            numbers.add(i);
        }
        return numbers;
    }

    private Namespace namespace(Given given) {
        Namespace namespace = new Namespace();
        for (Object from : given.positional()) {
            if (!(from instanceof Map<?, ?> map)) {
                throw budget.failure("expected a mapping for namespace, got " + Values.type(from));
            }
            map.forEach((name, value) -> namespace.values.put(values.text(name).string(), value));
        }
        namespace.values.putAll(new LinkedHashMap<>(given.named()));
        return namespace;
    }

    private Function joiner(Given given) {
        Text between = given.has(0, "sep") ? given.text(0, "sep") : Text.own(", ");
        boolean[] used = new boolean[1];
        return (List<Object> positional, Map<String, Object> named) -> {
            Text now = used[0] ? between : Text.EMPTY;
            used[0] = true;
            return now;
        };
    }
}
