package dev.heed.model.family;

import dev.heed.format.InvalidFileException;
import dev.heed.model.blueprint.Blueprint;
import dev.heed.model.blueprint.ConfigValues;
import dev.heed.model.blueprint.Family;
import java.util.List;
import java.util.TreeSet;

/** The families that are read. */
public final class Families {
    private static final List<Family> ALL = List.of(
            new Albert(),
            new Bart(),
            new Bert(),
            new DebertaV2(),
            new DistilBert(),
            new Electra(),
            new Gemma3(),
            new Gpt2(),
            new Granite(),
            new Gte(),
            new JinaBert(),
            new Llama(),
            new M2M100(),
            new MBart(),
            new Marian(),
            new Mistral(),
            new ModernBert(),
            new MpNet(),
            new NomicBert(),
            new Olmo2(),
            new Phi3(),
            new Qwen2(),
            new Qwen3(),
            new Roberta(),
            new SmolLm3(),
            new T5());

    private Families() {}

    /**
     * What a configuration describes.
     *
     * @throws InvalidFileException if its {@code model_type} is none that is read; the message lists those that are
     */
    public static Blueprint read(ConfigValues config) {
        String type = config.string("model_type", "none");
        return ALL.stream()
                .filter(family -> family.modelTypes().contains(type) && family.reads(config))
                .findFirst()
                .orElseThrow(() -> config.refused("model_type", "one of " + types(), type))
                .read(config);
    }

    /** The families' own names, sorted: the first of each one's types. */
    public static List<String> names() {
        return ALL.stream()
                .map(family -> family.modelTypes().getFirst())
                .sorted()
                .toList();
    }

    /** All values of {@code model_type} that are read, sorted. */
    public static List<String> types() {
        return List.copyOf(new TreeSet<>(
                ALL.stream().flatMap(family -> family.modelTypes().stream()).toList()));
    }
}
