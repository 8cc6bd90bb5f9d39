package dev.heed.model.stories;

import dev.heed.spi.ModelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * stories260K (Andrej Karpathy, llama2.c; MIT): a language model small enough that every number of it fits on a page, in
 * Hugging Face's layout as {@code tools/stories/convert.py} wrote it.
 */
public final class Stories implements ModelProvider {
    private static final List<PackedFile> FILES = List.of(
            new PackedFile("config.json", 459, "0576ff5360c9ecb9fcc52a3123dba411c27bc92332d2dfe8006a5955c7c2a67f"),
            new PackedFile(
                    "generation_config.json", 55, "695992dc2fa0e41f90666372e291eafb1b514c5d7f32179d3e8712bb202ee0a5"),
            new PackedFile(
                    "model.safetensors", 1044992, "407a7c581bdd66972383ce9ad24857713fb98786d06ea564a2fe9b34ebe77dfd"),
            new PackedFile("tokenizer.json", 15298, "d7183856d48cec6b8217168dc21da4db8933d0313f386ebf2233a04399b8eb87"),
            new PackedFile("README.md", 457, "a56341f66c2ab54bfbfafced609a58f66f2f71f117b2c6b95a7b635bd0a758ed"),
            new PackedFile("LICENSE", 1063, "e87b912002f04cdfa837eaf7f70548ab79b9cb62a285495edf575f3da875aec4"));

    @Override
    public String name() {
        return "stories260K";
    }

    @Override
    public List<String> aliases() {
        return List.of("stories");
    }

    @Override
    public String license() {
        return "MIT";
    }

    @Override
    public List<PackedFile> files() {
        return FILES;
    }

    @Override
    public InputStream open(String file) throws IOException {
        InputStream bytes = Stories.class.getResourceAsStream(file);
        if (bytes == null) {
            throw new IOException(file + " is not in the jar");
        }
        return bytes;
    }
}
