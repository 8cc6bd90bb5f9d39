package dev.heed.cli.vectors;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.input.InputFiles;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Numbers;
import dev.heed.vectors.evaluation.Evaluation;
import dev.heed.vectors.evaluation.Evaluator;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code heed vectors evaluate}. */
public final class EvaluateCommand extends VectorsCommand {
    private int limit = 30000;

    /** @param streams of this run */
    public EvaluateCommand(Streams streams) {
        super(streams, 1, 1, "PAIRS or ANALOGIES");
    }

    @Override
    void defineOwn(CommandForm form) {
        form.header("Compares vectors with people's judgements: word pairs with scores, or analogies.")
                .synopsis("heed vectors evaluate FILE PAIRS|ANALOGIES [OPTIONS]")
                .footer(
                        "  heed vectors evaluate vectors.bin wordsim353.tsv",
                        "  heed vectors evaluate vectors.bin questions-words.txt --limit 30000");
        form.option(
                "--limit",
                "N",
                Integer.class,
                given -> limit = given,
                "Only the first N words count, as questions and as answers. Default: 30000.");
    }

    @Override
    void checkUsage() {
        if (limit < 1) {
            throw new WrongUsage("--limit: expected 1 or more, got " + limit);
        }
    }

    @Override
    void answer(OpenedVectors opened, List<String> rest) throws IOException {
        String file = rest.getFirst();
        List<String> lines = new ArrayList<>();
        try (InputFiles input = new InputFiles(List.of(file), streams().in())) {
            for (String line = input.next(); line != null; line = input.next()) {
                lines.add(line);
            }
        }
        Evaluation evaluation = new Evaluator(opened.vectors(), opened.search(), limit).evaluate(file, lines);
        noteLeftOut(file, evaluation.leftOut());
        if (json()) {
            document(json -> write(json, file, evaluation));
        } else {
            print(file, opened.name(), evaluation);
        }
    }

    private void noteLeftOut(String file, Evaluation.LeftOut leftOut) {
        if (leftOut != null) {
            streams()
                    .note(file + ": " + leftOut.lines()
                            + (leftOut.lines() == 1 ? " line is no question and" : " lines are no questions and")
                            + " left out; " + leftOut.first());
        }
    }

    private static void write(JsonOutput json, String file, Evaluation evaluation) throws IOException {
        json.put("file", file);
        json.put("kind", evaluation.kind().name().toLowerCase(Locale.ROOT));
        json.put("pairs", evaluation.pairs());
        json.put("covered", evaluation.covered());
        json.put(
                "leftOut",
                evaluation.leftOut() == null ? 0 : evaluation.leftOut().lines());
        number(json, "spearman", evaluation.spearman());
        number(json, "accuracy", evaluation.accuracy());
        json.array("sections", () -> {
            for (Evaluation.Section section : evaluation.sections()) {
                json.object(() -> {
                    json.put("name", section.name());
                    json.put("pairs", section.pairs());
                    json.put("covered", section.covered());
                    json.put("correct", section.correct());
                    number(json, "accuracy", section.accuracy());
                });
            }
        });
    }

    /** NaN is the correlation with something that does not vary: there is none. */
    private static void number(JsonOutput json, String key, Double value) throws IOException {
        if (value == null || value.isNaN()) {
            json.putNull(key);
        } else {
            json.put(key, value.floatValue());
        }
    }

    private void print(String file, String name, Evaluation evaluation) throws IOException {
        StringBuilder page = new StringBuilder();
        page.append(heading(fitted(name) + " on " + fitted(file))).append('\n');
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.RIGHT);
        if (evaluation.kind() == Evaluation.Kind.SIMILARITY) {
            grid.row("", "covered", "Spearman");
            grid.row("pairs", covered(evaluation.covered(), evaluation.pairs()), three(evaluation.spearman()));
        } else {
            grid.row("", "covered", "right");
            for (Evaluation.Section section : evaluation.sections()) {
                grid.row(
                        shown(section.name()),
                        covered(section.covered(), section.pairs()),
                        percent(section.accuracy()));
            }
            grid.row("all", covered(evaluation.covered(), evaluation.pairs()), percent(evaluation.accuracy()));
        }
        grid.write(2, 1, style(), page);
        streams().print(page);
    }

    private static String covered(int covered, int pairs) {
        return covered + " of " + pairs;
    }

    private static String three(double value) {
        return Double.isNaN(value) ? "–" : Numbers.three(value);
    }

    private static String percent(Double share) {
        return share == null ? "–" : Numbers.fixed(100 * share, 1) + "%";
    }
}
