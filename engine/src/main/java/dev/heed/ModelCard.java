package dev.heed;

import dev.heed.model.weights.ModelFiles;
import java.nio.charset.StandardCharsets;

/** The page that a model's authors publish with it. */
final class ModelCard {
    private static final String FILE = "README.md";
    private static final String FENCE = "---";

    private ModelCard() {}

    /** The licence that its head names ({@code license: mit} between two lines of dashes); null for none. */
    static String license(ModelFiles files) {
        if (!files.has(FILE)) {
            return null;
        }
        String[] lines = new String(files.read(FILE), StandardCharsets.UTF_8).split("\\R", 200);
        for (int i = 1;
                lines[0].strip().equals(FENCE)
                        && i < lines.length
                        && !lines[i].strip().equals(FENCE);
                i++) {
            if (lines[i].startsWith("license:")) {
                String name = lines[i].substring("license:".length()).strip();
                return name.isEmpty() ? null : name;
            }
        }
        return null;
    }
}
