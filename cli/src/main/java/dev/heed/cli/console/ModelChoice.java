package dev.heed.cli.console;

import dev.heed.Model;
import dev.heed.Models;

/** Which model a command runs. */
public final class ModelChoice {
    /** What runs where none is named. */
    public static final String DEFAULT = "all-MiniLM-L6-v2";

    private String model = DEFAULT;

    /** Says what it takes. */
    public void define(CommandForm form) {
        form.option(
                "--model",
                "NAME|DIR",
                String.class,
                given -> model = given,
                "A packaged model, or a folder from Hugging Face. Default: " + DEFAULT + ".");
    }

    /** The model. */
    public Model open() {
        return Models.find(model);
    }
}
