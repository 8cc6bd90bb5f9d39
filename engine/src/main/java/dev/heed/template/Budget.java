package dev.heed.template;

/** What one rendering may still do; a template is a stranger's program. */
final class Budget {
    /** Evaluated nodes and visited items. */
    static final long MOST_STEPS = 20_000_000;
    /** Characters of all texts made on the way, the output among them. */
    static final long MOST_CHARACTERS = 256L << 20;
    /** Calls of macros inside each other. */
    static final int MOST_CALLS = 64;

    private final String where;
    private long steps;
    private long characters;
    private int calls;
    private int line;

    Budget(String where) {
        this.where = where;
    }

    /** The template's line that is evaluated now, for messages. */
    void at(int newLine) {
        line = newLine;
        step(1);
    }

    int line() {
        return line;
    }

    void step(long count) {
        steps += count;
        if (steps > MOST_STEPS) {
            throw failure("expected at most " + MOST_STEPS + " steps, got more; the template does not end in time");
        }
    }

    void grow(long count) {
        characters += count;
        if (count < 0 || characters > MOST_CHARACTERS) {
            throw failure("expected texts of at most " + MOST_CHARACTERS + " characters together, got more");
        }
    }

    void enter() {
        if (++calls > MOST_CALLS) {
            throw failure("expected macros at most " + MOST_CALLS + " calls deep, got more");
        }
    }

    void leave() {
        calls--;
    }

    TemplateException failure(String message) {
        return new TemplateException(where + " (line " + line + "): " + message);
    }

    /** What the template itself says against the messages it was given. */
    IllegalArgumentException refusal(String message) {
        return new IllegalArgumentException(where + " (line " + line + ") refuses: "
                + message.replaceAll("\\s+", " ").strip());
    }
}
