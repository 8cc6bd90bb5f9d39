package dev.heed.cli.compare;

import dev.heed.Encoder;
import dev.heed.cli.screen.Grid;
import dev.heed.cli.screen.Grid.Align;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.meaning.feature.OccurrenceEncoder;
import dev.heed.meaning.feature.OccurrenceVectors;
import dev.heed.meaning.feature.SameMeaning;
import dev.heed.meaning.statistics.ModelStatistics;
import dev.heed.view.ComparisonView;
import dev.heed.view.json.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the word means the same, for every pair of places.
 *
 * @param answers in the order of the pairs (0, 1), (0, 2), (1, 2), (0, 3) …; empty if the model has no statistics
 */
record Verdicts(List<SameMeaning> answers) {
    static Verdicts of(Encoder encoder, ComparisonView comparison) {
        Optional<ModelStatistics> statistics = ModelStatistics.of(encoder);
        if (statistics.isEmpty()) {
            return new Verdicts(List.of());
        }
        List<Occurrence> places = comparison.occurrences().stream()
                .map(o -> new Occurrence(
                        "text " + (o.index() + 1),
                        1,
                        o.span(),
                        comparison.texts().get(o.index()),
                        0))
                .toList();
        List<OccurrenceVectors> vectors = new OccurrenceEncoder(encoder).encode(places);
        List<SameMeaning> answers = new ArrayList<>();
        for (int j = 1; j < vectors.size(); j++) {
            for (int i = 0; i < j; i++) {
                answers.add(SameMeaning.of(
                        vectors.get(i),
                        vectors.get(j),
                        statistics.get(),
                        encoder.model().layers()));
            }
        }
        return new Verdicts(answers);
    }

    /** The key {@code sameMeaning}. */
    void writeJson(JsonOutput json) throws IOException {
        if (answers.isEmpty()) {
            json.putNull("sameMeaning");
            return;
        }
        json.array("sameMeaning", () -> {
            int pair = 0;
            for (int j = 1; pair < answers.size(); j++) {
                for (int i = 0; i < j; i++) {
                    SameMeaning answer = answers.get(pair++);
                    int a = i;
                    int b = j;
                    json.object(() -> {
                        json.put("a", a);
                        json.put("b", b);
                        json.put("same", answer.same());
                        json.put("confidence", (float) answer.confidence());
                        json.put("score", (float) answer.score());
                    });
                }
            }
        });
    }

    /** The answers for people; nothing if there are none. */
    void write(Style style, StringBuilder page) {
        if (answers.isEmpty()) {
            return;
        }
        page.append('\n').append(style.bold("Same meaning?")).append('\n');
        Grid grid = new Grid(Align.RIGHT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
        int pair = 0;
        for (int j = 1; pair < answers.size(); j++) {
            for (int i = 0; i < j; i++) {
                SameMeaning answer = answers.get(pair++);
                grid.row(
                        Integer.toString(i + 1),
                        "and",
                        Integer.toString(j + 1),
                        answer.same() ? "yes" : "no",
                        Math.round(100 * answer.confidence()) + "% sure");
            }
        }
        grid.write(2, 0, style, page);
    }
}
