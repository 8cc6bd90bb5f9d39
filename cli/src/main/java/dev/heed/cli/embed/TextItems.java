package dev.heed.cli.embed;

import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.cli.screen.DisplayWidth;
import dev.heed.cli.screen.Numbers;
import dev.heed.cli.screen.Shown;
import dev.heed.cli.screen.Style;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** For people: one line a vector with its first numbers and its length. */
final class TextItems implements ItemWriter {
    private static final int SHOWN_NUMBERS = 8;
    private static final int NUMBER_WIDTH = 6; // -0.123
    private static final int SHORTEST_TEXT = 6;
    private static final int NAME_WIDTH = 12;

    private final OutputStream out;
    private final Style style;
    private final int columns;
    private final StringBuilder page = new StringBuilder();

    TextItems(OutputStream out, Style style, int columns) {
        this.out = out;
        this.style = style;
        this.columns = columns;
    }

    @Override
    public void begin(Header header) {}

    @Override
    public void write(Item item) throws IOException {
        int lineStart = page.length();
        page.append(item.index())
                .append("  ")
                .append(item.tokenCount())
                .append('/')
                .append(item.tokensTotal());
        if (item.vector() != null) {
            appendVector(item.vector());
        }
        int left = columns - (page.length() - lineStart) - 2;
        if (left >= SHORTEST_TEXT) {
            String text = Shown.inPlace(Shown.fitted(item.text(), left));
            page.append(text.isEmpty() ? "" : "  " + (item.vector() == null ? style.bold(text) : text));
        }
        page.append('\n');
        if (item.words() != null) {
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
        appendVector(vector);
        page.append('\n');
    }

    private void appendVector(float[] vector) {
        page.append(' ');
        for (int i = 0; i < Math.min(SHOWN_NUMBERS, vector.length); i++) {
            page.append(' ').append(Numbers.right(Numbers.three(vector[i]), NUMBER_WIDTH));
        }

        page.append("  |").append(Numbers.three(Vectors.norm(vector))).append('|');
    }

    private void handOn() throws IOException {
        out.write(page.toString().getBytes(StandardCharsets.UTF_8));
        page.setLength(0);
    }
}
