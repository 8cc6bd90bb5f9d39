package dev.heed.view.draw;

import dev.heed.view.font.Outline;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Drawings as PNG: shapes and the shipped fonts' outlines, filled at the size asked for, so that at scale 2 text is drawn,
 * not enlarged. Needs no display, no system font and no fontconfig.
 */
public final class Png {
    private static final long MOST_PIXELS = 120_000_000;
    private static final double PIXELS_PER_METRE = 96 / 0.0254;

    private Png() {}

    /**
     * Paints a drawing.
     *
     * @param scale pixels a unit: 1 for the size of the SVG, 2 for twice as many pixels each way
     * @return the file, with title and description in it
     * @throws IllegalArgumentException if the image would be too large
     */
    public static byte[] of(Drawing drawing, double scale) {
        long width = (long) Math.ceil(drawing.width() * scale);
        long height = (long) Math.ceil(drawing.height() * scale);
        if (!(scale > 0) || width * height > MOST_PIXELS) {
            throw new IllegalArgumentException("PNG: expected at most " + MOST_PIXELS / 1_000_000
                    + " million pixels, got " + width + " × " + height + "; take a smaller scale, or SVG");
        }
        BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.scale(scale, scale);
            drawing.marks().forEach(mark -> paint(mark, graphics));
        } finally {
            graphics.dispose();
        }
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        return new PngFile(image.getWidth(), image.getHeight(), pixels)
                .density((int) Math.round(PIXELS_PER_METRE * scale))
                .text("Title", drawing.title())
                .text("Description", drawing.description())
                .bytes();
    }

    private static void paint(Mark mark, Graphics2D graphics) {
        switch (mark) {
            case Mark.Group group -> group.marks().forEach(each -> paint(each, graphics));
            case Mark.Shape shape -> {
                Path2D path = path(shape.outline());
                if (shape.fill() != null) {
                    graphics.setColor(color(shape.fill()));
                    graphics.fill(path);
                }
                if (shape.line() != null) {
                    graphics.setColor(color(shape.line()));
                    graphics.setStroke(stroke(shape));
                    graphics.draw(path);
                }
            }
            case Mark.Label label -> paint(label, graphics);
        }
    }

    private static void paint(Mark.Label label, Graphics2D graphics) {
        Outline outline = new Outline();
        label.text().draw(label.x(), label.y(), outline);
        graphics.setColor(color(label.ink()));
        AffineTransform before = graphics.getTransform();
        if (label.turned()) {
            graphics.rotate(-Math.PI / 2, label.anchorX(), label.y());
        }
        graphics.fill(path(outline));
        graphics.setTransform(before);
    }

    private static BasicStroke stroke(Mark.Shape shape) {
        float[] dashes = new float[shape.dashes().size()];
        for (int i = 0; i < dashes.length; i++) {
            dashes[i] = shape.dashes().get(i).floatValue();
        }
        return new BasicStroke(
                (float) shape.lineWidth(),
                BasicStroke.CAP_BUTT,
                BasicStroke.JOIN_MITER,
                4, // SVG's own limit
                dashes.length == 0 ? null : dashes,
                0);
    }

    private static Color color(Ink ink) {
        return new Color(ink.rgb() | (int) Math.round(255 * ink.opacity()) << 24, true);
    }

    private static Path2D path(Outline outline) {
        Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
        outline.visit((step, p, at) -> {
            switch (step) {
                case MOVE -> path.moveTo(p[at], p[at + 1]);
                case LINE -> path.lineTo(p[at], p[at + 1]);
                case QUADRATIC -> path.quadTo(p[at], p[at + 1], p[at + 2], p[at + 3]);
                case CUBIC -> path.curveTo(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4], p[at + 5]);
                case CLOSE -> path.closePath();
            }
        });
        return path;
    }
}
