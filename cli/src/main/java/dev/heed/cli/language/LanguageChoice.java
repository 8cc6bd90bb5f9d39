package dev.heed.cli.language;

import dev.heed.LanguageModel;
import dev.heed.Models;
import dev.heed.Precision;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.WrongUsage;

/** Which language model a command runs, and on how many threads. */
final class LanguageChoice {
    /** What runs where none is named. */
    static final String DEFAULT = "stories260K";

    private String model = DEFAULT;
    private Integer threads;
    private Precision precision = Precision.FP32;

    void define(CommandForm form) {
        form.option(
                "--model",
                "NAME|DIR|FILE",
                String.class,
                given -> model = given,
                "A model by name (heed models), a folder from Hugging Face, or a .gguf file, of several parts the first."
                        + " Default: " + DEFAULT + ".");
        form.option(
                "--threads",
                "N",
                Integer.class,
                given -> threads = given,
                "Threads that compute; the numbers do not change. Default: the processors.");
        form.option(
                "--precision",
                "FORMAT",
                Precision.class,
                given -> precision = given,
                "fp32, or int8: weights are multiplied as the file has them, by inputs in fp32 or, where the file is a"
                        + " GGUF with Q8_0, Q4_K, …, rounded to bytes. Default: fp32.");
    }

    LanguageModel open() {
        if (threads != null && threads < 1) {
            throw new WrongUsage("--threads: expected 1 or more, got " + threads);
        }
        if (precision != Precision.FP32 && precision != Precision.INT8) {
            throw new WrongUsage("--precision: expected fp32 or int8, got " + precision.label()
                    + " (a language model's weights are multiplied as its file has them); for fewer bits take a GGUF file"
                    + " that has them");
        }
        var builder = LanguageModel.builder(Models.find(model)).precision(precision);
        return (threads == null ? builder : builder.threads(threads)).open();
    }
}
