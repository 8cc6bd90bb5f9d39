package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sentence-transformers folder is the contract: what its files say is done, what is not understood is refused by name. */
class FolderTest {
    private static final String CONFIG = """
            {"model_type": "bert", "vocab_size": 30522, "hidden_size": 384, "num_hidden_layers": 6,
             "num_attention_heads": 12, "intermediate_size": 1536, "hidden_act": "gelu", "layer_norm_eps": 1e-12,
             "max_position_embeddings": 512, "type_vocab_size": 2}""";
    private static final String MODULES = """
            [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
             {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}]""";
    private static final String NORMALIZED = MODULES.replace(
            "]",
            ", {\"idx\": 2, \"name\": \"2\", \"path\": \"2_Normalize\", \"type\": \"sentence_transformers.models.Normalize\"}]");
    private static final String CRANE = "The crane lifted the steel beam over the site.";

    private Path folder;

    @BeforeEach
    void aFolderAsSentenceTransformersSavesIt() throws IOException {
        folder = Files.createTempDirectory(Path.of("target"), "folder-");
        Path unpacked = Path.of(Models.minilm().info().path());
        Files.createSymbolicLink(folder.resolve("model.onnx"), unpacked.resolve("model.onnx"));
        Files.createSymbolicLink(folder.resolve("tokenizer.json"), unpacked.resolve("tokenizer.json"));
        write("config.json", CONFIG);
        write("modules.json", MODULES);
        write("1_Pooling/config.json", "{\"word_embedding_dimension\": 384, \"pooling_mode_mean_tokens\": true}");
        write("sentence_bert_config.json", "{\"max_seq_length\": 256, \"do_lower_case\": false}");
    }

    @AfterEach
    void isRemoved() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void withoutANormalizeModuleAVectorKeepsItsLength() {
        float[] expected = {
            -0.4713562f, 0.4352084f, -0.022854f, 0.5322666f, 0.1678758f, -0.1874366f, 0.0492264f, 0.2011317f
        };
        try (Encoder encoder = Encoder.open(Models.folder(folder))) {
            float[] vector = encoder.embed(CRANE).vector();
            for (int i = 0; i < expected.length; i++) {
                assertThat(vector[i]).isCloseTo(expected[i], within(1e-5f));
            }
            assertThat(Vectors.norm(vector)).isCloseTo(5.748833, within(1e-4));
            assertThat(encoder.model().maxTokens()).isEqualTo(256);
            assertThat(encoder.model().pooling()).isEqualTo("mean");
        }
    }

    @Test
    void aFolderGivesTheBitsOfThePackagedModel() throws IOException {
        write("modules.json", NORMALIZED);
        try (Encoder encoder = Encoder.open(Models.folder(folder));
                Encoder packaged = Encoder.open(Models.minilm())) {
            assertThat(encoder.embed(CRANE).vector())
                    .containsExactly(packaged.embed(CRANE).vector());
        }
    }

    @Test
    void everyPoolingKindEqualsSentenceTransformers() throws IOException {
        JsonObject golden = JsonObject.read(Golden.resource("minilm-poolings.json"), "poolings");
        for (String kind : List.of("cls", "mean", "max", "mean_sqrt_len_tokens", "weightedmean", "lasttoken")) {
            for (String form : List.of("raw", "normalised")) {
                write("1_Pooling/config.json", "{\"pooling_mode\": \"" + kind + "\"}");
                write("modules.json", form.equals("raw") ? MODULES : NORMALIZED);
                try (Encoder encoder = Encoder.open(Models.folder(folder))) {
                    for (JsonObject text : golden.objects("texts")) {
                        List<?> expected = (List<?>)
                                text.object(form).orElseThrow().value(kind).orElseThrow();
                        float[] found =
                                encoder.embed(text.string("text").orElseThrow()).vector();
                        assertThat(expected).hasSize(found.length);
                        for (int i = 0; i < found.length; i++) {
                            double e = ((Number) expected.get(i)).doubleValue();
                            assertThat((double) found[i])
                                    .as("%s %s %d", kind, form, i)
                                    .isCloseTo(e, within(2e-5 * Math.max(1, Math.abs(e))));
                        }
                    }
                }
            }
        }
    }

    @Test
    void severalPoolingKindsAreJoinedInSentenceTransformersOrder() throws IOException {
        write(
                "1_Pooling/config.json",
                "{\"pooling_mode_mean_tokens\": true, \"pooling_mode_cls_token\": true, \"pooling_mode_max_tokens\": true,"
                        + " \"include_prompt\": true}");
        try (Encoder encoder = Encoder.open(Models.folder(folder))) {
            assertThat(encoder.model().pooling()).isEqualTo("cls+max+mean");
            assertThat(encoder.model().dimension()).isEqualTo(3 * 384);
            float[] vector = encoder.embed(CRANE).vector();
            float[] cls = encoder.encode(CRANE).tokenVectors(6).row(0);
            assertThat(java.util.Arrays.copyOf(vector, 384)).containsExactly(cls);
        }
    }

    @Test
    void theFoldersLimitCountsAndNeverExceedsThePositions() throws IOException {
        write("sentence_bert_config.json", "{\"max_seq_length\": 9}");
        assertThat(Models.folder(folder).info().maxTokens()).isEqualTo(9);
        write("sentence_bert_config.json", "{\"max_seq_length\": 4096}");
        assertThat(Models.folder(folder).info().maxTokens()).isEqualTo(512);
        Files.delete(folder.resolve("sentence_bert_config.json"));
        write("tokenizer_config.json", "{\"model_max_length\": 1000000000000000019884624838656}");
        assertThat(Models.folder(folder).info().maxTokens()).isEqualTo(512);
        write("tokenizer_config.json", "{\"model_max_length\": 77}");
        assertThat(Models.folder(folder).info().maxTokens()).isEqualTo(77);
    }

    @Test
    void withoutModulesTheMeanIsTakenAsSentenceTransformersDoes() throws IOException {
        Files.delete(folder.resolve("modules.json"));
        assertThat(Models.folder(folder).info().pooling()).isEqualTo("mean");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedByName() throws IOException {
        Map<String, String> refusals = Map.of(
                CONFIG.replace("\"bert\"", "\"nonesuch\""), "model_type: expected one of [",
                CONFIG.replace("\"gelu\"", "\"prelu\""), "hidden_act: expected one of [gelu, ",
                CONFIG.replace("12, \"intermediate", "7, \"intermediate"), "multiple of num_attention_heads 7, got 384",
                CONFIG.replace("12, \"intermediate", "6, \"intermediate"), "expected scores scaled by",
                CONFIG.replace("1e-12", "1e-5"), "expected layer norms with epsilon",
                CONFIG.replace("layers\": 6", "layers\": 5"), "expected one Softmax for each of 5 layers, found 6",
                CONFIG.replace("1536", "1535"), "has shape",
                CONFIG.replace("{\"model_type\"", "{\"position_embedding_type\": \"relative_key\", \"model_type\""),
                        "position_embedding_type: expected absolute, got relative_key",
                CONFIG.replace("{\"model_type\"", "{\"is_decoder\": true, \"model_type\""), "is_decoder",
                CONFIG.substring(0, 40), "config.json");
        for (var refusal : refusals.entrySet()) {
            write("config.json", refusal.getKey());
            refused(refusal.getValue());
        }
        write("config.json", CONFIG.replace("\"gelu\"", "\"mish\""));
        refused("expected the activation gelu, relu or silu in a graph, got mish");
        write("config.json", CONFIG);
        write("modules.json", MODULES.replace("models.Pooling", "models.WordWeights"));
        refused("type: expected a module that is read, got sentence_transformers.models.WordWeights; those are ");
        write("modules.json", NORMALIZED.replace("sentence_transformers.models.Normalize", "my_code.Normalize"));
        refused("got my_code.Normalize, which is code of the folder's own; it is never run");
        write("modules.json", NORMALIZED.replace("models.Normalize", "models.Dense"));
        refused("2_Normalize/config.json: expected it, found none");
        write("modules.json", MODULES.replace("\"path\": \"1_Pooling\"", "\"path\": \"../elsewhere\""));
        refused("expected the name of a file inside, got ../elsewhere/config.json");
        write("modules.json", MODULES.replace("\"path\": \"\"", "\"path\": \"0_Transformer\""));
        refused("0_Transformer: expected a model's folder with config.json");
        write("modules.json", MODULES);
        write("config_sentence_transformers.json", "{\"default_prompt_name\": \"query\"}");
        refused("default_prompt_name: expected one of [], got query");
        write("config_sentence_transformers.json", "{\"prompts\": {\"query\": \"query: \"}}");
        assertThat(Models.folder(folder).info().prompts()).containsEntry("query", "query: ");
        write("1_Pooling/config.json", "{\"pooling_mode\": []}");
        refused("expected one or more different kinds");
        write("1_Pooling/config.json", "{\"pooling_mode_average\": true}");
        refused("got pooling_mode_average");
        write("1_Pooling/config.json", "{\"pooling_mode\": \"middle\"}");
        refused("got middle");
        Files.delete(folder.resolve("1_Pooling/config.json"));
        refused("1_Pooling/config.json");
    }

    @Test
    void missingFilesAreNamed() throws IOException {
        assertThatThrownBy(() -> Models.folder(folder.resolve("nowhere")))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageEndingWith("nowhere: expected a folder, found none");
        assertThatThrownBy(() -> Models.find("nonsense"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("model nonsense: expected a folder or one of [all-MiniLM-L6-v2], found neither");
        Files.delete(folder.resolve("model.onnx"));
        refused("expected weights in one of [model.safetensors, ");
        write("pytorch_model.bin", "x");
        refused(
                "pytorch_model.bin: expected a zip archive, as torch.save since 1.6 writes them, got something else; save it as safetensors");
        Files.delete(folder.resolve("tokenizer.json"));
        refused(
                "expected a tokenizer (tokenizer.json, vocab.txt, vocab.json with merges.txt, or a SentencePiece model");
        Files.delete(folder.resolve("config.json"));
        refused("expected a model's folder with config.json (or heed-model.json), found neither");
    }

    @Test
    void aTruncatedExportIsRefusedInOneLine() throws IOException {
        Path whole = folder.resolve("model.onnx").toRealPath();
        Path cut = folder.resolve("cut.onnx");
        for (long size : new long[] {0, 1, 100, 1_000_000, Files.size(whole) - 1}) {
            Files.copy(whole, cut, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
                file.setLength(size);
            }
            Files.deleteIfExists(folder.resolve("model.onnx"));
            Files.createSymbolicLink(folder.resolve("model.onnx"), cut);
            refused("model.onnx");
        }
    }

    @Test
    void anotherModelsTokenizerIsRefused() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        StringBuilder vocabulary = new StringBuilder("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n");
        for (int i = 0; i < 31_000; i++) {
            vocabulary.append('w').append(i).append('\n');
        }
        write("vocab.txt", vocabulary.toString());
        refused("vocab.txt: expected ids below 30522, the rows of the word table, got 31004");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> Encoder.open(Models.folder(folder)).close())
                .isInstanceOf(InvalidFileException.class)
                .message()
                .contains(message)
                .doesNotContain("\n");
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content, StandardCharsets.UTF_8);
    }
}
