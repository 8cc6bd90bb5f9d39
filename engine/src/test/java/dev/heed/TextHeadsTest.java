package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.tensor.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders as sentence-transformers writes them, against what it makes of texts there (tools/goldens/heads.py). */
class TextHeadsTest {
    private static final Path FOLDERS = Path.of("src/test/resources/dev/heed/heads/text");

    /** Those whose text's vector is a sum over tokens but for its length. */
    private static final Set<String> SUMS = Set.of(
            "mean-normalize",
            "normalized-tokens",
            "old-folder",
            "prompt-left-out-mean",
            "prompt-left-out-weightedmean",
            "truncated",
            "embedding-gemma");

    @TempDir
    private Path folder;

    static List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(FOLDERS)) {
            return all.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void vectorsAreThoseOfTheReference(Path folder) throws IOException {
        JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), folder.toString());
        List<String> texts = golden.strings("texts");
        List<?> vectors = (List<?>) golden.value("vectors").orElseThrow();
        try (Encoder encoder = Encoder.open(Models.folder(folder))) {
            assertThat(encoder.model().dimension())
                    .isEqualTo(golden.integer("dimension").orElseThrow());
            assertThat(encoder.similarityFunction())
                    .isEqualTo(golden.string("similarity").orElseThrow());
            List<TextEmbedding> embedded = encoder.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                float[] vector = embedded.get(i).vector();
                List<?> expected = (List<?>) vectors.get(i);
                assertThat(vector).hasSameSizeAs(expected.toArray());
                for (int j = 0; j < vector.length; j++) {
                    assertThat((double) vector[j])
                            .as("text %d, number %d", i, j)
                            .isEqualTo(((Number) expected.get(j)).doubleValue(), within(1e-5));
                }
                assertThat(encoder.encode(texts.get(i)).vector()).isEqualTo(vector);
                assertThat(encoder.embedPrepared(List.of(encoder.prepare(texts.get(i), Overflow.TRUNCATE, Cut.END)))
                                .getFirst())
                        .isEqualTo(vector);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void summandsAddUpToTheTextsDirectionWhereThereAreAny(Path folder) {
        String name = folder.getFileName().toString();
        try (Encoder encoder = Encoder.open(Models.folder(folder));
                Encoder cut =
                        Encoder.builder(Models.folder(folder)).dimensions(3).open()) {
            for (String text : List.of("the bank of the river", "money grows in the old bank.")) {
                for (Encoder each : List.of(encoder, cut)) {
                    Encoding encoding = each.encode(text);
                    assertThat(encoding.summands().isPresent()).as(name).isEqualTo(SUMS.contains(name));
                    encoding.summands().ifPresent(parts -> {
                        assertThat(parts.rows()).isEqualTo(encoding.tokenized().tokenCount());
                        float[] sum = new float[parts.columns()];
                        for (int row = 0; row < parts.rows(); row++) {
                            for (int i = 0; i < sum.length; i++) {
                                sum[i] += parts.row(row)[i];
                            }
                        }
                        assertThat(Vectors.cosine(sum, encoding.vector())).isEqualTo(1, within(1e-6));
                    });
                }
            }
        }
    }

    @Test
    void promptsForQueriesAndDocumentsAreThoseOfTheReference() throws IOException {
        for (String name : List.of("qwen3-embedding", "embedding-gemma")) {
            Path folder = FOLDERS.resolve(name);
            JsonObject golden = JsonObject.read(Files.readAllBytes(folder.resolve("golden.json")), name);
            for (String kind : List.of("query", "document")) {
                List<?> expected = (List<?>) golden.value(kind).orElseThrow();
                Model model = Models.folder(folder);
                try (Encoder encoder = Encoder.builder(model)
                        .prompt(model.info().prompts().get(kind))
                        .open()) {
                    List<String> texts = golden.strings("texts");
                    for (int i = 0; i < texts.size(); i++) {
                        float[] vector = encoder.embed(texts.get(i)).vector();
                        for (int j = 0; j < vector.length; j++) {
                            assertThat((double) vector[j])
                                    .as("%s %s %d", name, kind, i)
                                    .isEqualTo(
                                            ((Number) ((List<?>) expected.get(i)).get(j)).doubleValue(), within(1e-5));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aPromptIsNoPartOfTheText() {
        String text = "the bank of money";
        Model model = Models.folder(FOLDERS.resolve("prompted"));
        try (Encoder standard = Encoder.open(model);
                Encoder asked = Encoder.builder(model).prompt("passage : ").open();
                Encoder none = Encoder.builder(model).prompt("").open()) {
            assertThat(standard.prompt()).isEqualTo("query : ");
            assertThat(standard.model().prompts()).containsEntry("document", "passage : ");
            TokenizedText read = standard.tokenize(text);
            assertThat(read.tokens()).hasSize(none.tokenize(text).tokens().size() + 2);
            assertThat(read.tokens().subList(0, 3)).allMatch(Token::special).allMatch(token -> token.span() == null);
            assertThat(read.tokens().get(3).span().in(text)).isEqualTo("the");
            assertThat(read.words().stream()
                            .filter(word -> word.kind() == Word.Kind.WORD)
                            .map(Word::text))
                    .containsExactly("the", "bank", "of", "money");
            assertThat(asked.embed(text).vector())
                    .isNotEqualTo(standard.embed(text).vector());
            assertThat(none.embed("query : " + text).vector())
                    .isEqualTo(standard.embed(text).vector());
            assertThat(standard.embed(standard.model().documentPrompt().orElseThrow(), List.of(text))
                            .getFirst()
                            .vector())
                    .isEqualTo(asked.embed(text).vector());
            assertThat(asked.embed(asked.model().queryPrompt().orElseThrow(), List.of(text))
                            .getFirst()
                            .vector())
                    .isEqualTo(standard.embed(text).vector());
        }
    }

    @Test
    void dimensionsAreCutAndScaled() {
        Model model = Models.folder(FOLDERS.resolve("mean-normalize"));
        try (Encoder whole = Encoder.open(model);
                Encoder cut = Encoder.builder(model).dimensions(5).open()) {
            float[] expected = java.util.Arrays.copyOf(whole.embed("the bank").vector(), 5);
            dev.heed.tensor.Vectors.normalize(expected);
            assertThat(cut.embed("the bank").vector()).isEqualTo(expected);
            assertThat(cut.model().dimension()).isEqualTo(5);
        }
        assertThatThrownBy(() -> Encoder.builder(model).dimensions(13).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dimensions: expected at most 12, as the model mean-normalize has, got 13");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            modules.json | sentence_transformers.base.modules.normalize.Normalize | my_code.Normalize | code of the folder's own; it is never run
            modules.json | sentence_transformers.base.modules.normalize.Normalize | sentence_transformers.models.CNN | those are Transformer
            2_Normalize/config.json | sentence_embedding | all_embeddings | expected both sentence_embedding or both token_embeddings
            1_Pooling/config.json | mean | median | expected one of [cls, lasttoken
            config_sentence_transformers.json | cosine | hamming | similarity_fn_name: expected one of [cosine
            config_sentence_transformers.json | "default_prompt_name": null | "default_prompt_name": "x" | default_prompt_name: expected one of
            """)
    void whatIsNotReadIsRefusedByName(String file, String from, String to, String message) throws IOException {
        Path copy = copyOf("mean-normalize");
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(copy.resolve(file), text.replace(from, to));
        assertThatThrownBy(() -> Encoder.open(Models.folder(copy)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith(copy.resolve(file) + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aMapOfAnotherWidthIsRefused() throws IOException {
        Path copy = copyOf("dense-tanh");
        Path config = copy.resolve("2_Dense/config.json");
        Files.writeString(config, Files.readString(config).replace("\"in_features\": 12", "\"in_features\": 13"));
        assertThatThrownBy(() -> Encoder.open(Models.folder(copy)))
                .hasMessage(config + ": in_features: expected 12, the width of what comes in, got 13");
    }

    private Path copyOf(String name) throws IOException {
        Path from = FOLDERS.resolve(name);
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = new ArrayList<>(walk.toList());
        }
        for (Path file : all) {
            Path to = folder.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(to);
            } else {
                Files.copy(file, to);
            }
        }
        return folder;
    }
}
