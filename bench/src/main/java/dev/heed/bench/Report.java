package dev.heed.bench;

import java.util.Locale;

/** The results as Markdown. */
final class Report {
    private Report() {}

    /** A table with a line for each workload, then the means and how near the vectors are. */
    static String of(Results results) {
        StringBuilder page = new StringBuilder("| workload | tokens |");
        results.contenders().forEach(c -> page.append(' ').append(c.name()).append(" |"));
        page.append("\n| --- | --- |")
                .append(" --- |".repeat(results.contenders().size()))
                .append('\n');
        for (Workload workload : results.workloads()) {
            page.append(format("| %s | %,d |", workload.name(), results.tokens(workload)));
            for (Contender contender : results.contenders()) {
                page.append(' ')
                        .append(results.has(contender, workload) ? cell(results, contender, workload) : "–")
                        .append(" |");
            }
            page.append('\n');
        }
        if (results.workloads().stream().anyMatch(Workload::uniform)) {
            page.append("| **uniform, geometric mean** | |");
            for (Contender contender : results.contenders()) {
                page.append(
                        contender == Contender.PEER || !results.hasUniform(contender)
                                ? " |"
                                : format(" **%.2f×** |", results.uniformRatio(contender, Contender.PEER)));
            }
            page.append('\n');
        }
        page.append("| cosine with the first, mean (lowest) | |");
        for (Contender contender : results.contenders()) {
            Agreement agreement = results.agreement(contender);
            page.append(
                    contender == Contender.PEER
                            ? " |"
                            : format(" %.6f (%.6f) |", agreement.mean(), agreement.lowest()));
        }
        return page.append('\n').toString();
    }

    private static String cell(Results results, Contender contender, Workload workload) {
        String rate = workload.name().equals(Workloads.LATENCY)
                ? format("%.2f ms", 1e3 * results.seconds(contender, workload))
                : format("%,.0f", results.tokensASecond(contender, workload));
        String all = rate + format(" (%.0f)", results.gigaflops(contender, workload));
        return contender == Contender.PEER
                ? all
                : all + format(" %.2f×", results.ratio(contender, Contender.PEER, workload));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
