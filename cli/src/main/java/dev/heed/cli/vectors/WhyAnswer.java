package dev.heed.cli.vectors;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.KeywordLine;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.contexts.SharedContexts;
import dev.heed.meaning.contexts.SharedContexts.Context;
import dev.heed.meaning.contexts.SharedContexts.Side;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.List;

/**
 * What {@code heed vectors why} says.
 *
 * @param name of the vectors
 * @param similarity cosine of the two words' vectors
 * @param count how many contexts are shown
 */
record WhyAnswer(SharedContexts shared, String name, double similarity, int window, int count) {
    private static final int EXAMPLES = 3;

    private List<Context> shown() {
        return shared.contexts().stream().limit(count).toList();
    }

    private double rest() {
        return shared.contexts().stream()
                .skip(count)
                .mapToDouble(Context::share)
                .sum();
    }

    void write(JsonOutput json) throws IOException {
        json.put("a", shared.a().entry());
        json.put("b", shared.b().entry());
        json.put("file", name);
        json.put("static", (float) similarity);
        json.put("window", window);
        json.put("tokens", shared.tokens());
        json.put("similarity", (float) shared.similarity());
        json.object("occurrences", () -> {
            json.put("a", shared.a().occurrences());
            json.put("b", shared.b().occurrences());
        });
        json.put("contextsTotal", shared.contexts().size());
        json.array("contexts", () -> {
            for (Context context : shown()) {
                json.object(() -> {
                    json.put("word", context.word());
                    json.put("share", (float) context.share());
                    json.object("a", () -> write(json, context.a()));
                    json.object("b", () -> write(json, context.b()));
                });
            }
        });
        json.put("rest", (float) rest());
    }

    private static void write(JsonOutput json, Side side) throws IOException {
        json.put("count", side.count());
        json.put("association", (float) side.association());
        Occurrence example = side.example();
        json.object("example", () -> {
            json.put("file", example.file());
            json.put("line", example.line());
            json.put("text", example.passage());
            json.putSpan(example.span());
            json.put("textStart", example.passageStart());
        });
    }

    String page(Style style, int columns) {
        String a = VectorsCommand.shown(shared.a().entry());
        String b = VectorsCommand.shown(shared.b().entry());
        StringBuilder page = new StringBuilder();
        page.append(style.heading(
                        a + " and " + b + ": cosine " + Numbers.three(similarity) + " in "
                                + Shown.fitted(name, columns / 2),
                        columns))
                .append("\n\n");
        String counts = a + " stands " + times(shared.a()) + " in the corpus, " + b + " " + times(shared.b())
                + "; by their contexts alone their cosine is "
                + Numbers.three(shared.similarity()) + ". "
                + (shared.contexts().isEmpty() ? "They share none." : made());
        page.append(style.dim(Prose.wrap(counts, columns, 0))).append('\n');
        if (!shared.contexts().isEmpty()) {
            appendTable(a, b, style, page);
            appendExamples(a, b, style, columns, page);
        }
        return page.toString();
    }

    private String made() {
        return "The contexts that they share (" + shared.contexts().size() + "), by their share of it:";
    }

    private static String times(SharedContexts.Word word) {
        return word.occurrences() == 1 ? "once" : word.occurrences() + " times";
    }

    private void appendTable(String a, String b, Style style, StringBuilder page) {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
        grid.row("context", "share", "near " + a, "near " + b);
        for (Context context : shown()) {
            grid.row(
                    VectorsCommand.shown(context.word()),
                    percent(context.share()),
                    near(context.a()),
                    near(context.b()));
        }
        if (shared.contexts().size() > count) {
            grid.row((shared.contexts().size() - count) + " more", percent(rest()), "", "");
        }
        grid.write(2, 1, style, page);
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + "%";
    }

    private static String near(Side side) {
        return side.count() + "×, " + Numbers.fixed(side.association(), 1);
    }

    private void appendExamples(String a, String b, Style style, int columns, StringBuilder page) {
        page.append('\n');
        for (Context context : shown().subList(0, Math.min(EXAMPLES, shown().size()))) {
            page.append(style.bold(VectorsCommand.shown(context.word()))).append('\n');
            appendExample(a, context.a().example(), style, columns, page);
            appendExample(b, context.b().example(), style, columns, page);
        }
    }

    private static void appendExample(String word, Occurrence example, Style style, int columns, StringBuilder page) {
        String near = "  near " + word + ", ";
        String place =
                KeywordLine.tail(example.file() + ":" + example.line(), Math.max(1, columns - DisplayWidth.of(near)));
        page.append("  ")
                .append(KeywordLine.aligned(example.passage(), example.spanInPassage(), columns - 2, style)
                        .stripTrailing())
                .append('\n')
                .append(style.dim(near + place))
                .append('\n');
    }
}
