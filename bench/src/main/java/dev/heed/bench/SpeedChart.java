package dev.heed.bench;

import dev.heed.view.draw.Canvas;
import dev.heed.view.draw.Drawing;
import dev.heed.view.draw.Ink;
import dev.heed.view.draw.Svg;
import dev.heed.view.font.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars of tokens a second, workload by workload; each bar tells its ratio to ONNX Runtime in fp32. */
final class SpeedChart {
    private static final double MARGIN = 28;
    private static final double LABELS = 190;
    private static final double BARS = 520;
    private static final double AFTER = 90;
    private static final double BAR = 13;
    private static final double GAP = 14;
    private static final double TEXT = 12;
    private static final Ink INK = Ink.of(0x1b1f24);
    private static final Ink MUTED = Ink.of(0x5b6570);
    private static final Ink HAIR = Ink.of(0xdde2e8);
    private static final List<Ink> COLOURS = List.of(
            Ink.of(0x98a2ad), Ink.of(0xc9b27c), Ink.of(0x1d5f9e), Ink.of(0x69a3cf), Ink.of(0xb3470a), Ink.of(0x4f8a5b));

    private final Results results;
    private final Canvas canvas = new Canvas();
    private final double longest;
    private double y = MARGIN;

    private SpeedChart(Results results) {
        this.results = results;
        double most = 0;
        for (Workload workload : results.workloads()) {
            for (Contender contender : results.contenders()) {
                if (results.has(contender, workload)) {
                    most = Math.max(most, results.tokensASecond(contender, workload));
                }
            }
        }
        this.longest = most;
    }

    /** The SVG document. */
    static String of(Results results) {
        return Svg.of(new SpeedChart(results).draw());
    }

    private Drawing draw() {
        String title = "Tokens a second, all-MiniLM-L6-v2";
        y += 14;
        canvas.left(title, Face.BOLD, 16, MARGIN, y, INK);
        y += 18;
        canvas.left(
                "padding not counted; in brackets the ratio to ONNX Runtime in fp32, taken in the same run",
                Face.REGULAR,
                TEXT,
                MARGIN,
                y,
                MUTED);
        y += 12;
        legend();
        double top = y;
        List<String> said = new ArrayList<>();
        for (Workload workload : results.workloads()) {
            y += GAP;
            said.add(bars(workload));
        }
        canvas.line(MARGIN + LABELS, top + GAP / 2, MARGIN + LABELS, y + GAP / 2, HAIR, 1);
        return new Drawing(
                title, String.join(" ", said), 2 * MARGIN + LABELS + BARS + AFTER, y + GAP + MARGIN, canvas.marks());
    }

    private void legend() {
        y += 14;
        double x = MARGIN;
        for (Contender contender : results.contenders()) {
            canvas.box(x, y - 10, 11, 11, colour(contender));
            canvas.left(contender.name(), Face.REGULAR, TEXT, x + 16, y, INK);
            x += 150;
        }
        y += 4;
    }

    /** One workload's bars; what they say, in words. */
    private String bars(Workload workload) {
        List<Contender> running = results.contenders().stream()
                .filter(contender -> results.has(contender, workload))
                .toList();
        canvas.right(workload.name(), Face.REGULAR, TEXT, MARGIN + LABELS - 10, y + running.size() * BAR / 2 + 4, INK);
        List<String> said = new ArrayList<>();
        for (Contender contender : running) {
            double rate = results.tokensASecond(contender, workload);
            double ratio = results.ratio(contender, Contender.PEER, workload);
            double width = Math.max(1, BARS * rate / longest);
            canvas.box(MARGIN + LABELS, y + 1, width, BAR - 2, colour(contender));
            String label = String.format(Locale.ROOT, "%,.0f", rate)
                    + (contender == Contender.PEER ? "" : String.format(Locale.ROOT, " (%.2f×)", ratio));
            canvas.left(label, Face.REGULAR, 10, MARGIN + LABELS + width + 5, y + BAR - 3, MUTED);
            said.add(contender.name() + " " + label);
            y += BAR;
        }
        return workload.name() + ": " + String.join(", ", said) + ".";
    }

    private Ink colour(Contender contender) {
        return COLOURS.get(results.contenders().indexOf(contender) % COLOURS.size());
    }
}
