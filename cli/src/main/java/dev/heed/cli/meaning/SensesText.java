package dev.heed.cli.meaning;

import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.sense.Member;
import dev.heed.meaning.sense.Sense;
import dev.heed.meaning.sense.Senses;
import dev.heed.view.Names;
import java.util.List;

/** The page of {@code heed senses}. */
final class SensesText {
    private final Senses senses;
    private final String model;
    private final int examples;
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    SensesText(Senses senses, String model, int examples, Style style, int columns) {
        this.senses = senses;
        this.model = model;
        this.examples = examples;
        this.style = style;
        this.columns = columns;
    }

    String write() {
        int count = senses.senses().size();
        String found = count == 1 ? "one sense, as far as can be seen" : count + " senses";
        page.append(style.heading(
                        Shown.fitted(senses.word(), columns / 3) + ": " + found + ", in "
                                + Names.places(senses.occurrences()) + ", " + Shown.fitted(model, columns / 3),
                        columns))
                .append('\n');
        senses.senses().forEach(this::writeSense);
        if (!senses.unclear().isEmpty()) {
            page.append('\n')
                    .append(style.bold("unclear: " + senses.unclear().size()))
                    .append('\n');
            writeLines(senses.unclear().stream().limit(examples).toList());
        }
        return page.append('\n').toString();
    }

    private void writeSense(Sense sense) {
        int size = sense.members().size();
        String share = Numbers.fixed(100.0 * size / senses.occurrences(), 0) + "%";
        String name = sense.name() == null ? "" : " " + Shown.fitted(sense.name(), columns / 2);
        page.append('\n')
                .append(style.heading(sense.id() + name + ": " + size + " (" + share + ")", columns))
                .append('\n');
        if (!sense.keywords().isEmpty()) {
            String keywords = "keywords: " + Shown.of(String.join(", ", sense.keywords()));
            page.append("  ").append(Prose.wrap(keywords, columns - 2, 4)).append('\n');
        }
        writeLines(sense.central(examples));
        List<Member> doubtful = senses.senses().size() > 1 ? sense.doubtful(1) : List.of();
        if (!doubtful.isEmpty() && size > examples) {
            page.append(style.dim("  least sure:")).append('\n');
            writeLines(doubtful);
        }
    }

    private void writeLines(List<Member> members) {
        int places = members.stream()
                .mapToInt(member -> DisplayWidth.of(place(member)))
                .max()
                .orElse(0);
        for (Member member : members) {
            String place = place(member);
            page.append("  ")
                    .append(style.dim(place + DisplayWidth.padding(place, places)))
                    .append("  ")
                    .append(HitLines.aligned(member.occurrence(), columns - places - 4, style))
                    .append('\n');
        }
    }

    private String place(Member member) {
        return HitLines.place(member.occurrence(), columns / 4);
    }
}
