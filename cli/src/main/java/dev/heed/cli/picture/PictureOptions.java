package dev.heed.cli.picture;

import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.WholeFile;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Png;
import dev.heed.view.draw.Svg;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --svg}, {@code --png} and {@code --scale}. */
public final class PictureOptions {
    private static final int MOST_NAMED = 12;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            order = 11,
            description = "A picture as SVG, for papers and pages, in place of the text.")
    private Path svg;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            order = 12,
            description = "The same picture as PNG; needs no display and no installed font.")
    private Path png;

    @Option(
            names = "--scale",
            paramLabel = "X",
            order = 13,
            description = "Pixels of the PNG for each of the SVG. Default: 2.")
    private Double scale;

    /** Whether a picture is wanted. */
    public boolean wanted() {
        return svg != null || png != null;
    }

    /** Refuses a scale without a PNG, or out of reason. */
    public void check() {
        if (scale != null && png == null) {
            throw new WrongUsage("--scale: expected --png FILE beside it");
        }
        if (scale != null && !(scale >= 0.1 && scale <= 20)) {
            throw new WrongUsage("--scale: expected 0.1 to 20, got " + scale);
        }
    }

    /** Writes the picture to the files asked for, and says which characters no shipped font has. */
    public void write(Drawing drawing, Streams streams) throws IOException {
        if (svg != null) {
            write(svg, Svg.of(drawing).getBytes(StandardCharsets.UTF_8));
        }
        if (png != null) {
            write(png, Png.of(drawing, scale == null ? 2 : scale));
        }
        List<Integer> missing = drawing.missingCharacters();
        if (!missing.isEmpty()) {
            streams.note("picture: no shipped font has "
                    + missing.stream()
                            .limit(MOST_NAMED)
                            .map(point -> String.format(Locale.ROOT, "U+%04X", point))
                            .collect(Collectors.joining(", "))
                    + (missing.size() > MOST_NAMED ? " and " + (missing.size() - MOST_NAMED) + " more" : "")
                    + "; SVG leaves them to its viewer, PNG shows their numbers");
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (WholeFile whole = WholeFile.create(file)) {
            try (OutputStream out = whole.stream()) {
                out.write(bytes);
                whole.commit();
            }
        }
    }
}
