package dev.heed.cli.embed;

import dev.heed.cli.embed.Item.TokenRow;
import dev.heed.cli.embed.Item.WordRow;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** RFC 4180: one row a vector, {@code index,text,start,end,v1…}; a special token has no text, start and end. */
final class CsvItems implements ItemWriter {
    private static final String LINE_END = "\r\n";

    private final OutputStream out;
    private final StringBuilder rows = new StringBuilder();

    CsvItems(OutputStream out) {
        this.out = out;
    }

    @Override
    public void begin(Header header) {
        rows.append("index,text,start,end");
        for (int i = 1; i <= header.dimension(); i++) {
            rows.append(",v").append(i);
        }
        rows.append(LINE_END);
    }

    @Override
    public void write(Item item) throws IOException {
        if (item.vector() != null) {
            row(item.index(), item.text(), new Span(0, item.text().length()), item.vector());
        } else if (item.words() != null) {
            for (WordRow row : item.words()) {
                row(item.index(), row.word().text(), row.word().span(), row.vector());
            }
        } else {
            for (TokenRow row : item.tokens()) {
                row(item.index(), row.token().text(), row.token().span(), row.vector());
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

    private void row(long index, String text, Span span, float[] vector) {
        rows.append(index).append(',');
        field(text == null ? "" : text);
        rows.append(',').append(span == null ? "" : Integer.toString(span.start()));
        rows.append(',').append(span == null ? "" : Integer.toString(span.end()));
        for (float number : vector) {
            rows.append(',').append(number);
        }
        rows.append(LINE_END);
    }

    private void field(String text) {
        boolean plain =
                text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
        if (plain) {
            rows.append(text);
        } else {
            rows.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
    }

    private void handOn() throws IOException {
        out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        rows.setLength(0);
    }
}
