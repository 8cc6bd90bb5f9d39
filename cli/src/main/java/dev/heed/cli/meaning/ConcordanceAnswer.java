package dev.heed.cli.meaning;

import dev.heed.Encoder;
import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.meaning.concordance.Hit;
import dev.heed.meaning.corpus.Occurrence;
import dev.heed.server.MailedPage;
import dev.heed.view.Names;
import dev.heed.view.draw.Drawing;
import dev.heed.view.json.ConcordanceDocument;
import dev.heed.view.json.JsonOutput;
import dev.heed.view.picture.ConcordancePicture;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A concordance to be written.
 *
 * @param word null for any
 * @param occurrences places where the word stands, listed or not
 * @param hits in the order asked for
 */
record ConcordanceAnswer(
        String query, String word, String model, int occurrences, List<Hit> hits, ConcordanceOrder order) {
    private static final int NUMBER = 5; // -0.12

    void writeJson(OutputStream out) throws IOException {
        try (JsonOutput json = new JsonOutput(out)) {
            new ConcordanceDocument(json).write(query, word, model, occurrences, hits);
        }
    }

    /** A page to mail. */
    String mailed(Encoder encoder, boolean forms, String source) throws IOException {
        return MailedPage.concordance(encoder, query, word, forms, occurrences, hits, source);
    }

    Drawing picture() {
        return ConcordancePicture.of(query, word, model, occurrences, hits);
    }

    /** RFC 4180: quoted where need be, lines end with CR LF. */
    String csv() {
        StringBuilder rows = new StringBuilder("file,line,start,end,textStart,similarity,score,left,word,right\r\n");
        for (Hit hit : hits) {
            Occurrence occurrence = hit.occurrence();
            String passage = occurrence.passage();
            int start = occurrence.spanInPassage().start();
            int end = occurrence.spanInPassage().end();
            rows.append(String.join(
                            ",",
                            quoted(occurrence.file()),
                            Long.toString(occurrence.line()),
                            Integer.toString(occurrence.span().start()),
                            Integer.toString(occurrence.span().end()),
                            Integer.toString(occurrence.passageStart()),
                            Float.toString((float) hit.similarity()),
                            hit.score() == null
                                    ? ""
                                    : Float.toString(hit.score().floatValue()),
                            quoted(passage.substring(0, start)),
                            quoted(passage.substring(start, end)),
                            quoted(passage.substring(end))))
                    .append("\r\n");
        }
        return rows.toString();
    }

    String page(Style style, int columns) {
        StringBuilder page = new StringBuilder();
        String asked = word == null ? "any word" : Shown.fitted(word, columns / 3);
        page.append(style.heading(
                        asked + " in " + Names.places(occurrences) + ", the nearest " + hits.size() + ", "
                                + Shown.fitted(model, columns / 3),
                        columns))
                .append("\n");
        if (!hits.isEmpty()) {
            page.append(style.dim(Prose.wrap(explained(), columns, 0))).append("\n");
        }
        page.append("\n");
        int numbers = word == null ? NUMBER : 2 * NUMBER + 1;
        int places = hits.stream()
                .mapToInt(hit -> DisplayWidth.of(place(hit, columns)))
                .max()
                .orElse(0);
        for (Hit hit : hits) {
            String place = place(hit, columns);
            page.append(Numbers.right(hit.score() == null ? "" : Numbers.fixed(hit.score(), 2), NUMBER))
                    .append(word == null ? "" : " " + Numbers.right(Numbers.fixed(hit.similarity(), 2), NUMBER))
                    .append("  ")
                    .append(style.dim(place + DisplayWidth.padding(place, places)))
                    .append("  ")
                    .append(HitLines.aligned(hit.occurrence(), columns - places - numbers - 4, style))
                    .append('\n');
        }
        return page.toString();
    }

    /** What the numbers before a line are, and what the order is. */
    private String explained() {
        String ordered = switch (order) {
            case use -> "In order of ";
            case left -> "In order of the words on the left; numbers: ";
            case right -> "In order of the words on the right; numbers: ";
            case place -> "As in the files; numbers: ";
        };
        return ordered
                + (word == null
                        ? "likeness to the text."
                        : "likeness to the text and to lines like it; second: to the text.");
    }

    private static String place(Hit hit, int columns) {
        return HitLines.place(hit.occurrence(), columns / 4);
    }

    private static String quoted(String field) {
        return field.matches("(?s).*[\",\r\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
    }
}
