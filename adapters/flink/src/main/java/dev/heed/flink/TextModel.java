package dev.heed.flink;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Vectors of texts. Thread-safe. */
interface TextModel {
    /** The vectors, in the order of the texts. */
    List<float[]> embed(List<String> texts);

    /** The model of this process by these settings: opened by the first that asks, shared by all subtasks, closed by nobody. */
    static TextModel of(EmbedSettings settings) {
        return Open.MODELS.computeIfAbsent(settings, EmbedSettings::open);
    }

    /** Those that are open. */
    final class Open {
        private static final Map<EmbedSettings, TextModel> MODELS = new ConcurrentHashMap<>();

        private Open() {}
    }
}
