package dev.heed;

import dev.heed.model.weights.ModelFiles;
import java.nio.file.Path;
import java.util.Set;

/**
 * How a model in a folder is called: by the folder's own name; where that says nothing, such as {@code model} or the number of
 * a snapshot, by its card, or by what the folders above it say.
 */
final class FolderName {
    private static final Set<String> SAY_NOTHING = Set.of(
            "model",
            "models",
            "onnx",
            "snapshots",
            "final",
            "best",
            "best_model",
            "output",
            "out",
            "main",
            "latest",
            "tmp");
    private static final String HUB = "models--";

    private FolderName() {}

    static String of(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        if (path.getFileName() == null) {
            return folder.toString();
        }
        String own = path.getFileName().toString();
        if (!saysNothing(own)) {
            return own;
        }
        return ModelCard.of(new ModelFiles.Folder(path)).title().orElseGet(() -> above(path.getParent(), own));
    }

    private static boolean saysNothing(String name) {
        return SAY_NOTHING.contains(name.toLowerCase(java.util.Locale.ROOT))
                || name.matches("[0-9a-f]{32,64}|checkpoint-\\d+|\\d+_[A-Z]\\w*");
    }

    private static String above(Path parent, String own) {
        for (Path folder = parent; folder != null && folder.getFileName() != null; folder = folder.getParent()) {
            String name = folder.getFileName().toString();
            if (name.startsWith(HUB)) {
                return name.substring(name.lastIndexOf("--") + 2);
            }
            if (!saysNothing(name)) {
                return name;
            }
        }
        return own;
    }
}
