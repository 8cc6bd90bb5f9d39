package dev.heed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs llama.cpp's own benchmark once. */
final class LlamaBench {
    private static final Pattern RATE = Pattern.compile("\"avg_ts\":\\s*([0-9.]+)");

    private LlamaBench() {}

    /** Tokens a second of a prompt and of writing. */
    static double[] rates(Path program, Path model, int prompt, int written, int threads)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "-m",
                        model.toString(),
                        "-p",
                        String.valueOf(prompt),
                        "-n",
                        String.valueOf(written),
                        "-t",
                        String.valueOf(threads),
                        "-fa",
                        "1",
                        "-r",
                        "1",
                        "-o",
                        "json")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = RATE.matcher(said);
        double[] rates = new double[2];
        for (int i = 0; i < rates.length; i++) {
            if (process.waitFor() != 0 || !matcher.find()) {
                throw new IOException(program + ": expected two rates as JSON (avg_ts), got " + said.strip());
            }
            rates[i] = Double.parseDouble(matcher.group(1));
        }
        return rates;
    }
}
