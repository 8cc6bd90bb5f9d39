package dev.heed.cli.console;

import dev.heed.Model;
import dev.heed.Models;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which model a command runs. */
public final class ModelChoice {
    /** What runs where none is named. */
    public static final String DEFAULT = "all-MiniLM-L6-v2";

    private String model;

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
        return open(null);
    }

    /**
     * The model, where what is asked has one of its own.
     *
     * @param usual its name or folder, taken if the user names none; null for {@link #DEFAULT}
     */
    public Model open(String usual) {
        return Models.find(named(usual));
    }

    /** What finds the model again from any folder: a packaged name, or an absolute path. */
    public String source(String usual) {
        String named = named(usual);
        boolean packaged = Models.packagedNames().contains(named) || !Files.isDirectory(Path.of(named));
        return packaged ? named : Path.of(named).toAbsolutePath().normalize().toString();
    }

    private String named(String usual) {
        if (model != null) {
            return model;
        }
        return usual == null ? DEFAULT : usual;
    }
}
