package dev.heed.template;

import dev.heed.text.Span;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A chat template as models publish it: Jinja, read once, rendered often. Immutable and thread-safe.
 *
 * <p>Renders what Jinja2 3.1 renders as transformers sets it up: {@code trim_blocks} and {@code lstrip_blocks} on, loop
 * controls, {@code generation} blocks, {@code raise_exception}, {@code strftime_now}, and a {@code tojson} that escapes
 * only what JSON must. A template is a stranger's program: it reaches nothing but the values it is given, its steps,
 * characters and depth are bounded, and lists and mappings cannot be changed. Inheritance, inclusion, imports and
 * recursive loops are refused by name when the template is read.
 *
 * <pre>{@code
 * ChatTemplate template = ChatTemplate.parse(source, "tokenizer_config.json");
 * Rendered chat = template.render(
 *         Map.of("messages", List.of(Map.of("role", "user", "content", "Hello")), "add_generation_prompt", true),
 *         Map.of("bos_token", "<s>"), LocalDateTime::now);
 * }</pre>
 *
 * @see <a href="https://jinja.palletsprojects.com/en/stable/templates/">Jinja's template designer documentation</a>
 */
public final class ChatTemplate {
    private static final int LONGEST = 1 << 20;

    private final String where;
    private final String source;
    private final List<Statement> statements;

    private ChatTemplate(String where, String source, List<Statement> statements) {
        this.where = where;
        this.source = source;
        this.statements = statements;
    }

    /**
     * Reads a template.
     *
     * @param source Jinja, at most 1 Mi characters
     * @param where the file it stands in, for messages
     * @throws TemplateException if it is no template, or asks for something that is not supported
     */
    public static ChatTemplate parse(String source, String where) {
        String subject = where + ": chat template";
        if (source.length() > LONGEST) {
            throw new TemplateException(
                    subject + ": expected at most " + LONGEST + " characters, got " + source.length());
        }
        return new ChatTemplate(subject, source, TemplateParser.parse(source, subject));
    }

    /**
     * Renders a chat.
     *
     * @param user what users say, by the names templates know: {@code messages} (mappings with {@code role} and
     *     {@code content}), {@code tools}, {@code documents}, {@code add_generation_prompt}; strings, numbers, booleans,
     *     lists, mappings and null
     * @param model what the model itself says, such as {@code bos_token} and {@code eos_token}: not marked as a user's
     * @param clock the date and time for templates that ask
     * @return the text, and which stretches of it came from {@code user}
     * @throws TemplateException if the template fails or does not end in time
     * @throws IllegalArgumentException if the template itself refuses the chat, in its words
     */
    public Rendered render(Map<String, ?> user, Map<String, ?> model, Supplier<LocalDateTime> clock) {
        Objects.requireNonNull(clock);
        Budget budget = new Budget(where);
        Scope globals = new Scope(null);
        new Globals(budget, new Values(budget), clock).into(globals);
        model.forEach((name, value) -> globals.set(name, Inputs.value(value, false)));
        user.forEach((name, value) -> globals.set(name, Inputs.value(value, true)));
        try {
            Text text = new Interpreter(budget).render(statements, new Scope(globals));
            return new Rendered(text.string(), stretches(text));
        } catch (StackOverflowError e) {
            throw budget.failure("expected a template that nests less deeply, got one beyond this thread's stack");
        }
    }

    /** The template as published. */
    public String source() {
        return source;
    }

    private static List<Span> stretches(Text text) {
        List<Span> stretches = new ArrayList<>();
        int length = text.string().length();
        for (int i = 0; i < length; ) {
            int end = i + 1;
            if (text.isUser(i)) {
                while (end < length && text.isUser(end)) {
                    end++;
                }
                stretches.add(new Span(i, end));
            }
            i = end;
        }
        return stretches;
    }

    @Override
    public String toString() {
        return "ChatTemplate[" + where + "]";
    }
}
