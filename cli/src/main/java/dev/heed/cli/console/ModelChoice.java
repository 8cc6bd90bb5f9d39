package dev.heed.cli.console;

import dev.heed.Model;
import dev.heed.Models;
import picocli.CommandLine.Option;

/** Which model a command runs. */
public final class ModelChoice {
    private static final String DEFAULT = "all-MiniLM-L6-v2";

    @Option(
            names = "--model",
            paramLabel = "NAME|DIR",
            defaultValue = DEFAULT,
            order = 20,
            description = "A packaged model, or a folder from Hugging Face. Default: " + DEFAULT + ".")
    private String model;

    /** The model. */
    public Model open() {
        return Models.find(model);
    }
}
