package dev.heed.template;

import java.util.List;

/** An expression of a template; {@code line} is where it stands. */
sealed interface Expression {
    int line();

    record Constant(Object value, int line) implements Expression {}

    record Name(String name, int line) implements Expression {}

    record ListOf(List<Expression> items, int line) implements Expression {}

    record TupleOf(List<Expression> items, int line) implements Expression {}

    record MapOf(List<Expression> keys, List<Expression> values, int line) implements Expression {}

    /** {@code of.name} */
    record Attribute(Expression of, String name, int line) implements Expression {}

    /** {@code of[index]} */
    record Item(Expression of, Expression index, int line) implements Expression {}

    /** {@code of[start:stop:step]}; a part left out is null. */
    record Slice(Expression of, Expression start, Expression stop, Expression step, int line) implements Expression {}

    record Call(Expression of, Arguments arguments, int line) implements Expression {}

    /** {@code of|name(arguments)}; {@code of} is null in a filter block. */
    record Filter(Expression of, String name, Arguments arguments, int line) implements Expression {}

    /** {@code of is name(arguments)} */
    record Check(Expression of, String name, Arguments arguments, int line) implements Expression {}

    record Not(Expression of, int line) implements Expression {}

    /** {@code -of} or {@code +of} */
    record Sign(Expression of, boolean negative, int line) implements Expression {}

    record And(Expression left, Expression right, int line) implements Expression {}

    record Or(Expression left, Expression right, int line) implements Expression {}

    /** {@code + - * / // % ** ~} */
    record Binary(String operator, Expression left, Expression right, int line) implements Expression {}

    /** {@code first op operands[0] op operands[1] …}, each compared with its neighbour. */
    record Compare(Expression first, List<String> operators, List<Expression> operands, int line)
            implements Expression {}

    /** {@code then if condition else otherwise}; {@code otherwise} may be null. */
    record Inline(Expression condition, Expression then, Expression otherwise, int line) implements Expression {}

    /** Arguments as written. */
    record Arguments(List<Expression> positional, List<String> names, List<Expression> named) {
        static final Arguments NONE = new Arguments(List.of(), List.of(), List.of());
    }
}
