package dev.heed.view.draw;

import dev.heed.view.draw.Mark.Anchor;
import dev.heed.view.font.Face;
import dev.heed.view.font.LaidText;
import dev.heed.view.font.Outline;
import dev.heed.view.font.Visible;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Drawings as SVG 1.1: no script, no style sheet, no address, nothing from outside. Each text states the width that the
 * shipped fonts give it ({@code textLength}) and its own reading direction, isolated from its neighbours.
 */
public final class Svg {
    /** Families with the advances of Liberation Sans first, then the fallback's. */
    private static final String FAMILIES =
            "'Liberation Sans', Arimo, Arial, Helvetica, 'DejaVu Sans', Verdana, sans-serif";

    private static final int DECIMALS = 2;

    private final StringBuilder svg = new StringBuilder();

    private Svg() {}

    /** The document, with its XML declaration; save it as UTF-8. */
    public static String of(Drawing drawing) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(drawing);
    }

    /** The {@code svg} element alone, to stand in a page. */
    public static String element(Drawing drawing) {
        Svg writer = new Svg();
        writer.write(drawing);
        return writer.svg.toString();
    }

    private void write(Drawing drawing) {
        String width = number(drawing.width());
        String height = number(drawing.height());
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"")
                .append(width);
        svg.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
        svg.append(' ').append(height).append("\" font-family=\"").append(FAMILIES);
        svg.append("\" xml:space=\"preserve\">\n");
        svg.append("<title>").append(escaped(Visible.of(drawing.title()))).append("</title>\n");
        svg.append("<desc>").append(escaped(Visible.of(drawing.description()))).append("</desc>\n");
        svg.append("<rect width=\"").append(width).append("\" height=\"").append(height);
        svg.append("\" fill=\"#ffffff\"/>\n");
        drawing.marks().forEach(this::write);
        svg.append("</svg>\n");
    }

    private void write(Mark mark) {
        switch (mark) {
            case Mark.Shape shape -> write(shape);
            case Mark.Label label -> write(label);
            case Mark.Group group -> {
                svg.append("<g><title>")
                        .append(escaped(Visible.of(group.title())))
                        .append("</title>\n");
                group.marks().forEach(this::write);
                svg.append("</g>\n");
            }
        }
    }

    private void write(Mark.Shape shape) {
        svg.append("<path d=\"").append(path(shape.outline())).append('"');
        ink("fill", shape.fill());
        if (shape.line() != null) {
            ink("stroke", shape.line());
            svg.append(" stroke-width=\"").append(number(shape.lineWidth())).append('"');
        }
        if (!shape.dashes().isEmpty()) {
            svg.append(" stroke-dasharray=\"")
                    .append(shape.dashes().stream().map(Svg::number).collect(Collectors.joining(" ")))
                    .append('"');
        }
        svg.append("/>\n");
    }

    private void write(Mark.Label label) {
        LaidText text = label.text();
        String x = number(label.anchorX());
        String y = number(label.y());
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
        if (label.turned()) {
            svg.append(" transform=\"rotate(-90 ")
                    .append(x)
                    .append(' ')
                    .append(y)
                    .append(")\"");
        }
        svg.append(" font-size=\"").append(number(text.size())).append('"');
        if (text.face() == Face.BOLD) {
            svg.append(" font-weight=\"bold\"");
        }
        anchor(label);
        if (text.rightToLeft()) {
            svg.append(" direction=\"rtl\"");
        }
        // a viewer with another font fits its glyphs, one alone as well, into the shipped font's width
        svg.append(" unicode-bidi=\"isolate\" lengthAdjust=\"spacingAndGlyphs\" textLength=\"");
        svg.append(number(text.width())).append('"');
        ink("fill", label.ink());
        svg.append('>').append(escaped(text.text())).append("</text>\n");
    }

    /** A text that is read to the left begins at its right edge. */
    private void anchor(Mark.Label label) {
        Anchor start = label.text().rightToLeft() ? Anchor.RIGHT : Anchor.LEFT;
        if (label.anchor() == Anchor.MIDDLE) {
            svg.append(" text-anchor=\"middle\"");
        } else if (label.anchor() != start) {
            svg.append(" text-anchor=\"end\"");
        }
    }

    private void ink(String name, Ink ink) {
        svg.append(' ').append(name).append("=\"");
        if (ink == null) {
            svg.append("none\"");
            return;
        }
        svg.append(String.format(Locale.ROOT, "#%06x", ink.rgb())).append('"');
        if (ink.opacity() < 1) {
            svg.append(' ')
                    .append(name)
                    .append("-opacity=\"")
                    .append(number(ink.opacity()))
                    .append('"');
        }
    }

    private static String path(Outline outline) {
        StringBuilder path = new StringBuilder();
        String[] last = new String[2]; // where the pen is
        outline.visit((step, points, at) -> {
            int values = switch (step) {
                case MOVE, LINE -> 2;
                case QUADRATIC -> 4;
                case CUBIC -> 6;
                case CLOSE -> 0;
            };
            String[] numbers = new String[values];
            for (int i = 0; i < values; i++) {
                numbers[i] = number(points[at + i]);
            }
            switch (step) {
                case CLOSE -> path.append('Z');
                case LINE -> path.append(line(last, numbers));
                case MOVE -> path.append('M').append(String.join(" ", numbers));
                case QUADRATIC -> path.append('Q').append(String.join(" ", numbers));
                case CUBIC -> path.append('C').append(String.join(" ", numbers));
            }
            if (values > 0) {
                last[0] = numbers[values - 2];
                last[1] = numbers[values - 1];
            }
        });
        return path.toString();
    }

    /** The edges of boxes are most of a matrix: they are written as briefly as can be. */
    private static String line(String[] from, String[] to) {
        if (to[1].equals(from[1])) {
            return "H" + to[0];
        }
        return to[0].equals(from[0]) ? "V" + to[1] : "L" + to[0] + " " + to[1];
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
