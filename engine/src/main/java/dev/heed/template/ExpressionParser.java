package dev.heed.template;

import dev.heed.template.Expression.Arguments;
import dev.heed.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Expressions with Jinja's order of binding (Jinja2 3.1, {@code parser.py}). */
class ExpressionParser {
    private static final int DEEPEST = 100;
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is", "if", "in", "not");

    private final String where;
    private final List<Token> tokens;
    private int at;
    private int depth;

    ExpressionParser(List<Token> tokens, String where) {
        this.tokens = tokens;
        this.where = where;
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    final Token lookAhead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    final boolean skipName(String name) {
        boolean found = peek().isName(name);
        if (found) {
            next();
        }
        return found;
    }

    final boolean skipOperator(String operator) {
        boolean found = peek().isOperator(operator);
        if (found) {
            next();
        }
        return found;
    }

    final void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw unexpected("'" + operator + "'");
        }
    }

    final void expectName(String name) {
        if (!skipName(name)) {
            throw unexpected("'" + name + "'");
        }
    }

    final String name() {
        if (!peek().is(Kind.NAME)) {
            throw unexpected("a name");
        }
        return next().text();
    }

    final void expect(Kind kind, String shown) {
        if (!peek().is(kind)) {
            throw unexpected(shown);
        }
        next();
    }

    final TemplateException unexpected(String expected) {
        return failure("expected " + expected + ", got " + peek().shown());
    }

    final TemplateException failure(String message) {
        return new TemplateException(where + " (line " + peek().line() + "): " + message);
    }

    final void deeper() {
        if (++depth > DEEPEST) {
            throw failure("expected nesting at most " + DEEPEST + " deep, got more");
        }
    }

    final void shallower() {
        depth--;
    }

    /** An expression, or several with commas between them. */
    final Expression tuple() {
        int line = peek().line();
        Expression first = expression();
        if (!peek().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (skipOperator(",") && startsExpression()) {
            items.add(expression());
        }
        return new Expression.TupleOf(items, line);
    }

    private boolean startsExpression() {
        Token token = peek();
        return switch (token.kind()) {
            case BLOCK_END, VARIABLE_END, END -> false;
            case OPERATOR -> Set.of("(", "[", "{", "-", "+").contains(token.text());
            default -> !token.isName("in");
        };
    }

    final Expression expression() {
        deeper();
        int line = peek().line();
        Expression value = or();
        while (skipName("if")) {
            Expression condition = or();
            Expression otherwise = skipName("else") ? expression() : null;
            value = new Expression.Inline(condition, value, otherwise, line);
        }
        shallower();
        return value;
    }

    /** What stands after {@code in} in a loop: its own {@code if} is the loop's. */
    final Expression withoutInline() {
        int line = peek().line();
        Expression first = or();
        if (!peek().isOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (skipOperator(",") && startsExpression()) {
            items.add(or());
        }
        return new Expression.TupleOf(items, line);
    }

    private Expression or() {
        int line = peek().line();
        Expression left = and();
        while (skipName("or")) {
            left = new Expression.Or(left, and(), line);
        }
        return left;
    }

    private Expression and() {
        int line = peek().line();
        Expression left = not();
        while (skipName("and")) {
            left = new Expression.And(left, not(), line);
        }
        return left;
    }

    private Expression not() {
        int line = peek().line();
        if (peek().isName("not")) {
            next();
            deeper();
            Expression of = not();
            shallower();
            return new Expression.Not(of, line);
        }
        return comparison();
    }

    private Expression comparison() {
        int line = peek().line();
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        while (true) {
            String operator;
            if (peek().is(Kind.OPERATOR) && COMPARISONS.contains(peek().text())) {
                operator = next().text();
            } else if (skipName("in")) {
                operator = "in";
            } else if (peek().isName("not") && lookAhead().isName("in")) {
                next();
                next();
                operator = "not in";
            } else {
                break;
            }
            operators.add(operator);
            operands.add(sum());
        }
        return operators.isEmpty() ? first : new Expression.Compare(first, operators, operands, line);
    }

    private Expression sum() {
        int line = peek().line();
        Expression left = concatenation();
        while (peek().isOperator("+") || peek().isOperator("-")) {
            left = new Expression.Binary(next().text(), left, concatenation(), line);
        }
        return left;
    }

    private Expression concatenation() {
        int line = peek().line();
        Expression left = product();
        while (skipOperator("~")) {
            left = new Expression.Binary("~", left, product(), line);
        }
        return left;
    }

    private Expression product() {
        int line = peek().line();
        Expression left = power();
        while (peek().is(Kind.OPERATOR) && Set.of("*", "/", "//", "%").contains(peek().text())) {
            left = new Expression.Binary(next().text(), left, power(), line);
        }
        return left;
    }

    private Expression power() {
        int line = peek().line();
        Expression left = unary(true);
        while (skipOperator("**")) {
            left = new Expression.Binary("**", left, unary(true), line);
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        deeper();
        int line = peek().line();
        Expression value;
        if (skipOperator("-")) {
            value = new Expression.Sign(unary(false), true, line);
        } else if (skipOperator("+")) {
            value = new Expression.Sign(unary(false), false, line);
        } else {
            value = primary();
        }
        value = postfix(value);
        if (filtered) {
            value = filtersAndChecks(value);
        }
        shallower();
        return value;
    }

    private Expression primary() {
        Token token = peek();
        switch (token.kind()) {
            case NAME -> {
                next();
                return switch (token.text()) {
                    case "true", "True" -> new Expression.Constant(true, token.line());
                    case "false", "False" -> new Expression.Constant(false, token.line());
                    case "none", "None" -> new Expression.Constant(null, token.line());
                    default -> new Expression.Name(token.text(), token.line());
                };
            }
            case STRING -> {
                StringBuilder joined = new StringBuilder();
                while (peek().is(Kind.STRING)) {
                    joined.append(next().text());
                }
                return new Expression.Constant(Text.own(joined.toString()), token.line());
            }
            case INTEGER, FLOAT -> {
                Object value = number(token);
                next();
                return new Expression.Constant(value, token.line());
            }
            default -> {
                return bracketed(token);
            }
        }
    }

    private Object number(Token token) {
        String text = token.text();
        try {
            if (token.is(Kind.FLOAT)) {
                return Double.parseDouble(text);
            }
            int radix = text.length() > 2 && text.charAt(0) == '0'
                    ? switch (Character.toLowerCase(text.charAt(1))) {
                        case 'x' -> 16;
                        case 'o' -> 8;
                        case 'b' -> 2;
                        default -> 10;
                    }
                    : 10;
            return Long.parseLong(radix == 10 ? text : text.substring(2), radix);
        } catch (NumberFormatException e) {
            throw unexpected("a number");
        }
    }

    private Expression bracketed(Token token) {
        if (skipOperator("(")) {
            if (skipOperator(")")) {
                return new Expression.TupleOf(List.of(), token.line());
            }
            Expression value = tuple();
            expectOperator(")");
            return value;
        }
        if (skipOperator("[")) {
            List<Expression> items = new ArrayList<>();
            while (!skipOperator("]")) {
                comma(items.isEmpty());
                if (skipOperator("]")) {
                    break;
                }
                items.add(expression());
            }
            return new Expression.ListOf(items, token.line());
        }
        if (skipOperator("{")) {
            return mapping(token.line());
        }
        throw unexpected("an expression");
    }

    private void comma(boolean first) {
        if (!first) {
            expectOperator(",");
        }
    }

    private Expression mapping(int line) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!skipOperator("}")) {
            comma(keys.isEmpty());
            if (skipOperator("}")) {
                break;
            }
            keys.add(expression());
            expectOperator(":");
            values.add(expression());
        }
        return new Expression.MapOf(keys, values, line);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = peek().line();
            if (skipOperator(".")) {
                Token name = next();
                if (name.is(Kind.INTEGER)) {
                    value = new Expression.Item(
                            value, new Expression.Constant(Long.parseLong(name.text()), line), line);
                } else if (name.is(Kind.NAME)) {
                    value = new Expression.Attribute(value, name.text(), line);
                } else {
                    throw failure("expected a name after '.', got " + name.shown());
                }
            } else if (skipOperator("[")) {
                value = subscript(value, line);
            } else if (peek().isOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    private Expression subscript(Expression of, int line) {
        Expression start = null;
        if (!peek().isOperator(":")) {
            start = tuple();
            if (skipOperator("]")) {
                return new Expression.Item(of, start, line);
            }
        }
        expectOperator(":");
        Expression stop = peek().isOperator(":") || peek().isOperator("]") ? null : expression();
        Expression step = null;
        if (skipOperator(":") && !peek().isOperator("]")) {
            step = expression();
        }
        expectOperator("]");
        return new Expression.Slice(of, start, stop, step, line);
    }

    final Arguments arguments() {
        expectOperator("(");
        List<Expression> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Expression> named = new ArrayList<>();
        boolean first = true;
        while (!skipOperator(")")) {
            comma(first);
            first = false;
            if (skipOperator(")")) {
                break;
            }
            if (peek().isOperator("*") || peek().isOperator("**")) {
                throw failure("expected arguments one by one, got '" + peek().text() + "'; this is not supported");
            }
            if (peek().is(Kind.NAME) && lookAhead().isOperator("=")) {
                names.add(name());
                next();
                named.add(expression());
            } else if (names.isEmpty()) {
                positional.add(expression());
            } else {
                throw failure("expected named arguments after a named one, got " + peek().shown());
            }
        }
        return new Arguments(positional, names, named);
    }

    private Expression filtersAndChecks(Expression start) {
        Expression value = start;
        while (true) {
            int line = peek().line();
            if (peek().isOperator("|")) {
                value = filter(value);
            } else if (skipName("is")) {
                value = check(value, line);
            } else if (peek().isOperator("(")) {
                value = new Expression.Call(value, arguments(), line);
            } else {
                return value;
            }
        }
    }

    /** One filter; {@code of} may be null, in a block. */
    final Expression.Filter filter(Expression of) {
        int line = peek().line();
        expectOperator("|");
        return namedFilter(of, line);
    }

    final Expression.Filter namedFilter(Expression of, int line) {
        String name = name();
        Arguments arguments = peek().isOperator("(") ? arguments() : Arguments.NONE;
        return new Expression.Filter(of, name, arguments, line);
    }

    private Expression check(Expression of, int line) {
        boolean negated = skipName("not");
        String name = name();
        Arguments arguments = Arguments.NONE;
        Token token = peek();
        boolean argument = token.is(Kind.NAME) && !NO_ARGUMENT.contains(token.text())
                || token.is(Kind.STRING)
                || token.is(Kind.INTEGER)
                || token.is(Kind.FLOAT)
                || token.isOperator("[")
                || token.isOperator("{");
        if (token.isOperator("(")) {
            arguments = arguments();
        } else if (argument) {
            arguments = new Arguments(List.of(postfix(primary())), List.of(), List.of());
        }
        Expression check = new Expression.Check(of, name, arguments, line);
        return negated ? new Expression.Not(check, line) : check;
    }
}
