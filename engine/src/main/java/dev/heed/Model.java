package dev.heed;

import dev.heed.model.folder.LoadedModel;
import dev.heed.model.folder.ModelSettings;
import dev.heed.model.weights.ModelFiles;

/** A model that can be opened, not yet read. From {@link Models}. Immutable, thread-safe. */
public final class Model {
    private final String name;
    private final ModelFiles files;

    Model(String name, ModelFiles files) {
        this.name = name;
        this.files = files;
    }

    /** How it is called. */
    public String name() {
        return name;
    }

    /**
     * Reads what the model is, but not its weights.
     *
     * @throws dev.heed.format.InvalidFileException if its files say nothing usable
     */
    public ModelInfo info() {
        return info(LoadedModel.settings(files, name));
    }

    ModelInfo info(ModelSettings settings) {
        var config = settings.config();
        return new ModelInfo(
                settings.name(),
                files.onDisk() ? files.where() : null,
                config.family(),
                settings.pooling().dimension(config.hiddenSize()),
                config.layers(),
                config.attentionHeads(),
                settings.maxTokens(),
                settings.pooling().label(),
                settings.prompts());
    }

    ModelFiles files() {
        return files;
    }
}
