package dev.heed.cli.picture;

import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.Streams;
import dev.heed.cli.console.WrongUsage;
import dev.heed.cli.output.Outputs;
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

/** {@code --svg}, {@code --png} and {@code --scale}. */
public final class PictureOptions {
    private static final int MOST_NAMED = 12;

    private Path svg;
    private Path png;
    private Double scale;

    /** Says what they take. */
    public void define(CommandForm form) {
        form.option(
                "--svg",
                "FILE",
                Path.class,
                given -> svg = given,
                "A picture as SVG, for papers and pages, in place of the text.");
        form.option(
                "--png",
                "FILE",
                Path.class,
                given -> png = given,
                "The same picture as PNG; needs no display and no installed font.");
        form.option(
                "--scale",
                "X",
                Double.class,
                given -> scale = given,
                "Pixels of the PNG for each of the SVG. Default: 2.");
    }

    /** Whether a picture is wanted. */
    public boolean wanted() {
        return svg != null || png != null;
    }

    /**
     * Refuses a scale without a PNG or out of reason, and a picture that would overwrite an input or another output.
     *
     * @param others what the command writes beside pictures
     * @param inputs what it reads, as on the command line
     */
    public void check(Outputs others, List<String> inputs) throws IOException {
        if (scale != null && png == null) {
            throw new WrongUsage("--scale: expected --png FILE beside it");
        }
        if (scale != null && !(scale >= 0.1 && scale <= 20)) {
            throw new WrongUsage("--scale: expected 0.1 to 20, got " + scale);
        }
        others.add("--svg", svg).add("--png", png).check(inputs);
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
