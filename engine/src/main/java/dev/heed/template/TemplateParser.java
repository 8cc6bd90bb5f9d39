package dev.heed.template;

import dev.heed.template.Statement.Target;
import dev.heed.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Statements; what Jinja has and chat templates do not need (inheritance, inclusion, imports) is refused by name. */
final class TemplateParser extends ExpressionParser {
    private int loops;

    private TemplateParser(List<Token> tokens, String where) {
        super(tokens, where);
    }

    static List<Statement> parse(String source, String where) {
        return new TemplateParser(new Lexer(source, where).tokens(), where).body(Set.of());
    }

    /** Statements up to a tag with one of the names, which stays to be read; its opening brace is read. */
    private List<Statement> body(Set<String> ends) {
        deeper();
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = next();
            switch (token.kind()) {
                case DATA -> statements.add(new Statement.Data(Text.own(token.text())));
                case VARIABLE_BEGIN -> {
                    statements.add(new Statement.Output(tuple()));
                    expect(Kind.VARIABLE_END, "}}");
                }
                case BLOCK_BEGIN -> {
                    if (peek().is(Kind.NAME) && ends.contains(peek().text())) {
                        shallower();
                        return statements;
                    }
                    statements.add(statement());
                }
                default -> {
                    if (!ends.isEmpty()) {
                        throw unexpected("{% "
                                + String.join(" or ", ends.stream().sorted().toList()) + " %}");
                    }
                    shallower();
                    return statements;
                }
            }
        }
    }

    private List<Statement> closedBody(String end) {
        List<Statement> body = body(Set.of(end));
        expectName(end);
        blockEnd();
        return body;
    }

    private void blockEnd() {
        expect(Kind.BLOCK_END, "%}");
    }

    private Statement statement() {
        int line = peek().line();
        String tag = name();
        return switch (tag) {
            case "if" -> ifStatement();
            case "for" -> forStatement(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "call" -> call(line);
            case "filter" -> filterBlock(line);
            case "with" -> with();
            case "generation" -> {
                blockEnd();
                yield new Statement.Block(List.of(), List.of(), closedBody("endgeneration"));
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw failure("expected '" + tag + "' inside a loop, got it outside");
                }
                blockEnd();
                yield tag.equals("break") ? new Statement.Break() : new Statement.Continue();
            }
            default ->
                throw failure("expected if, for, set, macro, call, filter, with, generation, break or continue"
                        + ", got '" + tag + "'");
        };
    }

    private Statement ifStatement() {
        List<Expression> conditions = new ArrayList<>();
        List<List<Statement>> bodies = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String tag = "elif";
        while (tag.equals("elif")) {
            conditions.add(tuple());
            blockEnd();
            bodies.add(body(Set.of("elif", "else", "endif")));
            tag = name();
        }
        blockEnd();
        if (tag.equals("else")) {
            otherwise = closedBody("endif");
        }
        return new Statement.If(conditions, bodies, otherwise);
    }

    private Statement forStatement(int line) {
        boolean bracket = skipOperator("(");
        List<String> targets = new ArrayList<>(List.of(name()));
        boolean unpack = false;
        while (skipOperator(",")) {
            unpack = true;
            if (peek().is(Kind.NAME) && !peek().isName("in")) {
                targets.add(name());
            }
        }
        if (bracket) {
            expectOperator(")");
        }
        expectName("in");
        Expression items = withoutInline();
        Expression filter = skipName("if") ? expression() : null;
        if (peek().isName("recursive")) {
            throw failure("expected a loop that is not recursive, got a recursive one; this is not supported");
        }
        blockEnd();
        loops++;
        List<Statement> body = body(Set.of("else", "endfor"));
        loops--;
        boolean otherwise = name().equals("else");
        blockEnd();
        return new Statement.For(
                targets, unpack, items, filter, body, otherwise ? closedBody("endfor") : List.of(), line);
    }

    private Target target() {
        String name = name();
        return new Target(name, skipOperator(".") ? name() : null);
    }

    private Statement set(int line) {
        List<Target> targets = new ArrayList<>(List.of(target()));
        boolean unpack = false;
        while (skipOperator(",")) {
            unpack = true;
            targets.add(target());
        }
        if (skipOperator("=")) {
            Expression value = tuple();
            blockEnd();
            return new Statement.Set(targets, unpack, value, line);
        }
        if (unpack) {
            throw unexpected("'='");
        }
        List<Expression.Filter> filters = filters();
        blockEnd();
        return new Statement.SetBlock(targets.getFirst(), filters, closedBody("endset"), line);
    }

    private List<Expression.Filter> filters() {
        List<Expression.Filter> filters = new ArrayList<>();
        while (peek().isOperator("|")) {
            filters.add(filter(null));
        }
        return filters;
    }

    private Statement macro(int line) {
        String name = name();
        return macroFrom(name, "endmacro", line);
    }

    /** Parameters, if any, and the body. */
    private Statement.Macro macroFrom(String name, String end, int line) {
        List<String> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        parameters(parameters, defaults);
        blockEnd();
        return new Statement.Macro(name, parameters, defaults, macroBody(end), line);
    }

    private List<Statement> macroBody(String end) {
        int outer = loops;
        loops = 0;
        List<Statement> body = closedBody(end);
        loops = outer;
        return body;
    }

    private void parameters(List<String> parameters, List<Expression> defaults) {
        expectOperator("(");
        while (!skipOperator(")")) {
            if (!parameters.isEmpty()) {
                expectOperator(",");
                if (skipOperator(")")) {
                    return;
                }
            }
            parameters.add(name());
            if (skipOperator("=")) {
                defaults.add(expression());
            } else if (!defaults.isEmpty()) {
                throw unexpected("'=' and a default");
            }
        }
    }

    private Statement call(int line) {
        List<String> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        if (peek().isOperator("(")) {
            parameters(parameters, defaults);
        }
        if (!(expression() instanceof Expression.Call call)) {
            throw failure("expected a call in {% call %}, got another expression");
        }
        blockEnd();
        var caller = new Statement.Macro("caller", parameters, defaults, macroBody("endcall"), line);
        return new Statement.CallBlock(caller, call);
    }

    private Statement filterBlock(int line) {
        List<Expression.Filter> filters = new ArrayList<>(List.of(namedFilter(null, line)));
        filters.addAll(filters());
        blockEnd();
        return new Statement.FilterBlock(filters, closedBody("endfilter"));
    }

    private Statement with() {
        List<String> names = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!peek().is(Kind.BLOCK_END)) {
            if (!names.isEmpty()) {
                expectOperator(",");
            }
            names.add(name());
            expectOperator("=");
            values.add(expression());
        }
        blockEnd();
        return new Statement.Block(names, values, closedBody("endwith"));
    }
}
