package dev.heed.cli.embed;

import dev.heed.SparseEncoder;
import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Prose;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * For people: one line a vector with its first numbers and its length, and the text's start where there is room for it: from
 * 80 columns on.
 */
final class TextItems implements ItemWriter {
    private static final int SHOWN_NUMBERS = 8;
    private static final int PLACES = 2; // with three there is no room for the text in 80 columns
    private static final int NUMBER_WIDTH = 5; // -0.12
    private static final int COUNT_WIDTH = 3; // 256
    private static final int SHORTEST_TEXT = 16;
    private static final int NAME_WIDTH = 12;
    private static final String GAP = "  ";

    private final OutputStream out;
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    TextItems(OutputStream out, Style style, int columns) {
        this.out = out;
        this.style = style;
        this.columns = columns;
    }

    /** What stands in a line, from left to right. */
    static String columns(int dimension, Level level) {
        return "columns: tokens read/of the text, " + (level == Level.text ? "" : "below it each " + level + ", ")
                + "the first " + Math.min(SHOWN_NUMBERS, dimension) + " of " + dimension
                + " numbers, |the vector's length|" + (level == Level.text ? ", the text" : "");
    }

    @Override
    public void begin(Header header) {}

    @Override
    public void write(Item item) throws IOException {
        StringBuilder line = new StringBuilder(columns)
                .append(Numbers.right(Integer.toString(item.tokenCount()), COUNT_WIDTH))
                .append('/');
        String total = Integer.toString(item.tokensTotal());
        line.append(total).append(DisplayWidth.padding(total, COUNT_WIDTH));
        if (item.vector() != null) {
            appendVector(item.vector(), line);
        }
        int left = columns - line.length() - GAP.length();
        String text = left < SHORTEST_TEXT ? "" : Shown.inPlace(Shown.fitted(item.text(), left));
        line.append(GAP).append(item.vector() == null && !text.isBlank() ? style.bold(text) : text);
        page.append(line.toString().stripTrailing()).append('\n');
        if (item.terms() != null) {
            StringBuilder terms = new StringBuilder();
            for (SparseEncoder.Term term :
                    item.terms().subList(0, Math.min(SHOWN_NUMBERS, item.terms().size()))) {
                terms.append(terms.isEmpty() ? "" : "  ")
                        .append(Shown.fitted(term.piece(), NAME_WIDTH))
                        .append(' ')
                        .append(Numbers.fixed(term.weight(), PLACES));
            }
            int more = item.terms().size() - SHOWN_NUMBERS;
            terms.append(more > 0 ? "  and " + more + " more" : "");
            page.append("   ")
                    .append(Prose.wrap(terms.toString(), columns - 3, 3))
                    .append('\n');
        } else if (item.words() != null) {
            for (WordRow row : item.words()) {
                appendRow(row.word().text(), row.vector());
            }
        } else if (item.tokens() != null) {
            for (TokenRow row : item.tokens()) {
                appendRow(row.token().piece(), row.vector());
            }
        }
        handOn();
    }

    @Override
    public void flush() throws IOException {
        handOn();
        out.flush();
    }

    @Override
    public void end() throws IOException {
        flush();
    }

    private void appendRow(String name, float[] vector) {
        String shown = Shown.fitted(name, NAME_WIDTH);
        page.append("   ").append(Shown.inPlace(shown)).append(DisplayWidth.padding(shown, NAME_WIDTH));
        appendVector(vector, page);
        page.append('\n');
    }

    private static void appendVector(float[] vector, StringBuilder line) {
        for (int i = 0; i < Math.min(SHOWN_NUMBERS, vector.length); i++) {
            line.append(' ').append(Numbers.right(Numbers.fixed(vector[i], PLACES), NUMBER_WIDTH));
        }
        line.append(" |").append(Numbers.fixed(Vectors.norm(vector), PLACES)).append('|');
    }

    private void handOn() throws IOException {
        out.write(page.toString().getBytes(StandardCharsets.UTF_8));
        page.setLength(0);
    }
}
