package dev.heed.template;

import java.util.List;

/** A statement of a template. */
sealed interface Statement {
    record Data(Text text) implements Statement {}

    record Output(Expression value) implements Statement {}

    /** The first condition that holds; {@code otherwise} if none does. */
    record If(List<Expression> conditions, List<List<Statement>> bodies, List<Statement> otherwise)
            implements Statement {}

    /** @param filter null where every item counts */
    record For(
            List<String> targets,
            boolean unpack,
            Expression items,
            Expression filter,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /** {@code set a, b = value} */
    record Set(List<Target> targets, boolean unpack, Expression value, int line) implements Statement {}

    /** {@code set a}…{@code endset}, filters outermost last. */
    record SetBlock(Target target, List<Expression.Filter> filters, List<Statement> body, int line)
            implements Statement {}

    /** A name, or a name of a namespace. */
    record Target(String name, String attribute) {}

    record Macro(String name, List<String> parameters, List<Expression> defaults, List<Statement> body, int line)
            implements Statement {}

    record CallBlock(Macro caller, Expression.Call call) implements Statement {}

    record FilterBlock(List<Expression.Filter> filters, List<Statement> body) implements Statement {}

    /** {@code with} and {@code generation}: a scope of its own. */
    record Block(List<String> names, List<Expression> values, List<Statement> body) implements Statement {}

    record Break() implements Statement {}

    record Continue() implements Statement {}
}
