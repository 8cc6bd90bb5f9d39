package dev.heed.model.minilm;

import dev.heed.Model;
import dev.heed.Models;
import java.nio.file.Path;

/** The published models that the tests run: all-MiniLM-L6-v2 from this module, others unpacked beside it by the build. */
final class TestModels {
    private TestModels() {}

    static Model named(String name) {
        return name.equals("minilm") ? Models.minilm() : Models.folder(Path.of("target", "models", name));
    }
}
