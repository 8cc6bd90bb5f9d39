package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.JsonObject;
import dev.heed.model.weights.ModelFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key of every file of a folder is acted on, has no effect, or is told of. */
class FolderKeysTest {
    private static final Path RESOURCES = Path.of("src/test/resources/dev/heed");

    /** Folders as transformers and sentence-transformers wrote them, of every family that is one stack of layers. */
    static List<Path> published() throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> Files.exists(folder.resolve("config.json"))
                            && !folder.getFileName().toString().matches("([a-z]+_)?\\d_.*"))
                    .filter(folder ->
                            !folder.getParent().getFileName().toString().startsWith("translat"))
                    .filter(folder -> !StaticFolder.is(new ModelFiles.Folder(folder)))
                    .filter(folder -> !SparseStaticFolder.is(new ModelFiles.Folder(folder)))
                    .filter(folder -> Routes.of(new ModelFiles.Folder(folder)).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("published")
    void whatTheLibrariesWriteIsKnown(Path folder) {
        assertThat(LoadedModel.settings(new ModelFiles.Folder(folder), "m").passedOver())
                .isEmpty();
    }

    /** Each way of a Router is a folder of its own kind. */
    @ParameterizedTest
    @ValueSource(strings = {"dense", "sparse", "mapped", "old"})
    void whatRoutersAreWrittenWithIsKnown(String name) {
        Routes routes = Routes.of(new ModelFiles.Folder(RESOURCES.resolve("heads/routes/" + name)))
                .orElseThrow();
        for (String route : routes.names()) {
            ModelFiles files = routes.route(name.equals("mapped") && route.equals("first") ? "query" : route);
            assertThat(passedOver(files)).as(route).isEmpty();
        }
    }

    private static List<String> passedOver(ModelFiles files) {
        if (SparseStaticFolder.is(files)) {
            return SparseStaticFolder.read(files).passedOver();
        }
        if (StaticFolder.is(files)) {
            try (Arena arena = Arena.ofConfined()) {
                return StaticFolder.read(files, arena).passedOver();
            }
        }
        return LoadedModel.settings(files, "m").passedOver();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "generation_config.json",
                "sentence_bert_config.json",
                "config_sentence_transformers.json",
                "modules.json",
                "1_Pooling/config.json",
                "2_Dense/config.json",
                "3_LayerNorm/config.json",
                "4_Normalize/config.json",
                "5_Dropout/config.json"
            })
    void aKeyThatNobodyKnowsIsFoundInEveryFile(String file) {
        Map<String, byte[]> files = folder();
        String text = new String(files.get(file), StandardCharsets.UTF_8);
        files.put(
                file,
                text.replaceFirst("\\{ ?", "{\"surprise\": 7, ")
                        .replace(", }", "}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(passedOver(files)).containsExactly(file + ": surprise");
    }

    @Test
    void nothingIsSaidOfAFolderWithoutSurprises() {
        assertThat(passedOver(folder())).isEmpty();
    }

    @Test
    void aKeyThatOnlyHasNoEffectWithOneValueIsFoundWithAnother() {
        Map<String, byte[]> files = folder();
        files.put("tokenizer_config.json", json("{\"remove_space\": true, \"wordpieces_prefix\": \"@@\"}"));
        assertThat(passedOver(files)).containsExactly("tokenizer_config.json: wordpieces_prefix");
        files.put("tokenizer_config.json", json("{\"remove_space\": false, \"wordpieces_prefix\": \"##\"}"));
        assertThat(passedOver(files)).containsExactly("tokenizer_config.json: remove_space");
    }

    @Test
    void whatSaysNothingIsNotFound() {
        Map<String, byte[]> files = folder();
        files.put("tokenizer_config.json", json("{\"one\": null, \"two\": [], \"three\": {}, \"my_token\": \"<x>\"}"));
        assertThat(passedOver(files)).isEmpty();
    }

    @Test
    void keysInsideOfWhatAFamilyReadsAreAccountedFor() {
        Map<String, byte[]> files = Map.of("config.json", json("""
                        {"model_type": "qwen3", "hidden_size": 8, "num_attention_heads": 2, "vocab_size": 9, "num_key_value_heads": 2,
                        "num_hidden_layers": 1, "max_position_embeddings": 8, "intermediate_size": 8, "layer_norm_position": "pre",
                        "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "wobble": 3}}
                        """), "model.safetensors", new byte[0]);
        assertThat(passedOver(files))
                .containsExactlyInAnyOrder("config.json: rope_parameters.wobble", "config.json: layer_norm_position");
    }

    private static List<String> passedOver(Map<String, byte[]> files) {
        return LoadedModel.settings(new ModelFiles.Memory("folder", files), "folder")
                .passedOver();
    }

    /** A folder with each of the files. */
    private static Map<String, byte[]> folder() {
        Map<String, byte[]> files = new HashMap<>();
        files.put(
                "config.json",
                json(
                        "{\"model_type\": \"bert\", \"hidden_size\": 8, \"num_attention_heads\": 2, \"layer_norm_eps\": 1e-12}"));
        files.put("model.safetensors", new byte[0]);
        for (String file : List.of("tokenizer_config", "special_tokens_map", "generation_config")) {
            files.put(file + ".json", json("{ }"));
        }
        files.put("sentence_bert_config.json", json("{\"max_seq_length\": 16}"));
        files.put("config_sentence_transformers.json", json("{\"similarity_fn_name\": \"cosine\"}"));
        List<String> modules = List.of("Transformer", "Pooling", "Dense", "LayerNorm", "Normalize", "Dropout");
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < modules.size(); i++) {
            String path = i == 0 ? "" : i + "_" + modules.get(i);
            list.append(i == 0 ? "[" : ", ")
                    .append("{\"path\": \"" + path + "\", \"type\": \"sentence_transformers.models." + modules.get(i)
                            + "\"}");
        }
        files.put("modules.json", json(list + "]"));
        files.put("1_Pooling/config.json", json("{\"pooling_mode_mean_tokens\": true}"));
        files.put("2_Dense/config.json", json("{\"in_features\": 8, \"out_features\": 8}"));
        files.put("3_LayerNorm/config.json", json("{\"dimension\": 8}"));
        files.put("4_Normalize/config.json", json("{}"));
        files.put("5_Dropout/config.json", json("{\"dropout\": 0.1}"));
        return files;
    }

    private static byte[] json(String text) {
        assertThat(text).isNotBlank();
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void theListsHoldForTheirFilesAlone() {
        for (FolderFile file : FolderFile.values()) {
            JsonObject json = JsonObject.read(json("{\"surprise\": 1}"), "f.json");
            assertThat(file.unknown(json)).containsExactly("surprise");
        }
    }
}
