package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.SentenceTranslation.TargetToken;
import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders as marian-nmt leaves them, beside the same models as transformers saves them (tools/goldens/marian_files.py). */
class MarianFilesTest {
    private static final Path GOLDENS = Path.of("src/test/resources/dev/heed/golden/marian");
    private static final String SETTINGS = "special:model.yml.npy";

    @TempDir
    private Path folder;

    private static List<JsonObject> goldens(String name) throws IOException {
        return JsonObject.readArray(Files.readAllBytes(GOLDENS.resolve(name).resolve("published/texts.json")), name);
    }

    private static TranslateOptions options(JsonObject golden) {
        TranslateOptions options = TranslateOptions.DEFAULT
                .beams(2)
                .lengthPenalty(1.0)
                .maxTokens(19)
                .attention(true);
        return golden.string("to").map(options::to).orElse(options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tied", "apart"})
    void theSameModelHasTheSameBitsAndTheReferencesTexts(String name) throws IOException {
        Path folders = GOLDENS.resolve(name);
        try (Translator own = Translator.builder(Models.folder(folders.resolve("own")))
                        .stopsLoops(false)
                        .open();
                Translator published = Translator.builder(Models.folder(folders.resolve("published")))
                        .stopsLoops(false)
                        .open()) {
            assertThat(own.info().kind()).isEqualTo(ModelKind.TRANSLATION);
            for (JsonObject golden : goldens(name)) {
                String text = golden.string("text").orElseThrow();
                List<SentenceTranslation> both = Stream.of(own, published)
                        .map(each -> each.translateSentences(List.of(text), options(golden))
                                .getFirst())
                        .toList();
                same(both.getFirst(), both.getLast());
                if (!text.contains("</s>")) { // here a text spells no control token, in the reference it does
                    assertThat(both.getFirst().targetTokens().stream()
                                    .map(token -> (double) token.id())
                                    .toList())
                            .as(text)
                            .isEqualTo(golden.numbers("written"));
                    assertThat(both.getFirst().target())
                            .isEqualTo(golden.string("target").orElseThrow());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tied", "apart"})
    void smallerNumbersAreTheSameToo(String name) throws IOException {
        Path folders = GOLDENS.resolve(name);
        Path published512 = folder.resolve("published"); // int8 is calibrated on texts as long as the model reads
        Files.createDirectory(published512);
        try (Stream<Path> all = Files.list(folders.resolve("published"))) {
            for (Path path : all.toList()) {
                Files.copy(path, published512.resolve(path.getFileName()));
            }
        }
        Path config = published512.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replace("\"max_position_embeddings\": 64", "\"max_position_embeddings\": 512"));
        for (Precision precision : List.of(Precision.BF16, Precision.INT8)) {
            try (Translator own = Translator.builder(Models.folder(folders.resolve("own")))
                            .precision(precision)
                            .open();
                    Translator published = Translator.builder(Models.folder(published512))
                            .precision(precision)
                            .open()) {
                TranslateOptions options = options(goldens(name).getFirst());
                same(
                        own.translateSentences(List.of("We sat."), options).getFirst(),
                        published
                                .translateSentences(List.of("We sat."), options)
                                .getFirst());
            }
        }
    }

    private static void same(SentenceTranslation own, SentenceTranslation published) {
        assertThat(own.sourceTokens()).isEqualTo(published.sourceTokens());
        assertThat(own.target()).isEqualTo(published.target());
        assertThat(own.score()).isEqualTo(published.score());
        assertThat(own.targetTokens().stream().map(TargetToken::logprob).toList())
                .isEqualTo(published.targetTokens().stream()
                        .map(TargetToken::logprob)
                        .toList());
        assertThat(own.attention().weights(1, 1))
                .isDeepEqualTo(published.attention().weights(1, 1));
    }

    /** A copy of a folder of Marian's whose archive, by names of its arrays, is changed. */
    private Path copy(String name, UnaryOperator<Map<String, byte[]>> change, boolean deflated) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Stream<Path> all = Files.list(GOLDENS.resolve(name).resolve("own"))) {
            for (Path path : all.toList()) {
                Files.copy(path, copy.resolve(path.getFileName()));
            }
        }
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(copy.resolve("model.npz")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(deflated ? 9 : 0);
            for (var entry : change.apply(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        Files.write(copy.resolve("model.npz"), out.toByteArray());
        return copy;
    }

    private static Map<String, byte[]> set(Map<String, byte[]> entries, String from, String to) {
        String text = new String(entries.get(SETTINGS), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        byte[] changed =
                text.replace(from, to + " ".repeat(from.length() - to.length())).getBytes(StandardCharsets.ISO_8859_1);
        entries.put(SETTINGS, changed);
        return entries;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anArchiveMayBeDeflatedAndTheDecodersSettingsMayBeMissing(boolean deflated) throws IOException {
        Path copy = copy("tied", entries -> entries, deflated);
        Files.delete(copy.resolve("decoder.yml"));
        try (Translator own = Translator.open(Models.folder(copy));
                Translator sound = Translator.open(Models.folder(GOLDENS.resolve("tied/own")))) {
            TranslateOptions options = options(goldens("tied").getFirst());
            same(
                    own.translateSentences(List.of("We sat."), options).getFirst(),
                    sound.translateSentences(List.of("We sat."), options).getFirst());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type: transformer                            | type: amun | type: expected transformer, got amun",
                "transformer-decoder-autoreg: self-attention  | transformer-decoder-autoreg: rnn | got rnn",
                "transformer-postprocess: dan                 | transformer-postprocess: da | transformer-postprocess: expected dan",
                "transformer-ffn-activation: swish            | transformer-ffn-activation: gelu | swish or relu, got gelu",
                "transformer-heads: 2                         | transformer-heads: x | a whole number above 0",
                "enc-depth: 1                                 | enc-depth: 9 | expected a tensor \"encoder_l2_self_Wo_ln_scale\"",
                "dim-emb: 16                                  | dim-emb: 8 | has shape",
                "version: v1.9.0                              | a: {b: 1} | expected a scalar",
            })
    void whatIsNotComputedIsRefusedByName(String from, String to, String says) throws IOException {
        Path copy = copy("tied", entries -> set(entries, from, to), false);
        refused(copy, says);
    }

    private static void refused(Path model, String says) {
        assertThatThrownBy(() -> Translator.open(Models.folder(model)).close())
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(says)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void otherNumbersThanFloat32AreRefusedByName() throws IOException {
        Path copy = copy(
                "tied",
                entries -> {
                    String name = "encoder_l1_ffn_b1.npy";
                    byte[] array = entries.get(name);
                    String head = new String(array, StandardCharsets.ISO_8859_1);
                    byte[] half = head.replace("<f4", "<f2").getBytes(StandardCharsets.ISO_8859_1);
                    entries.put(name, java.util.Arrays.copyOf(half, half.length - 2 * 24));
                    return entries;
                },
                true);
        refused(copy, "array encoder_l1_ffn_b1: expected float32 numbers, got F16");
    }

    @Test
    void aFolderThatDoesNotSayWhatIsMeantIsRefused() throws IOException {
        Path copy = copy("tied", entries -> entries, false);
        Files.copy(copy.resolve("model.npz"), copy.resolve("best.npz"));
        try (Translator named = Translator.open(Models.folder(copy))) {
            assertThat(named.info().name()).isEqualTo("copy");
        }
        Files.delete(copy.resolve("decoder.yml"));
        Files.move(copy.resolve("model.npz"), copy.resolve("last.npz"));
        refused(copy, "expected one file *.npz, or a decoder.yml that names one, found best.npz, last.npz");
        Files.delete(copy.resolve("last.npz"));
        Files.delete(copy.resolve("source.spm"));
        refused(copy, "expected a file source.spm, the pieces of the model's texts, found none");
        Files.writeString(copy.resolve("decoder.yml"), "models: [best.npz]\nvocabs: [../opus.vocab.yml, other.yml]\n");
        refused(copy, "vocabs: expected a file of this folder, got other.yml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "</s>: 0     | </s>: 7   | the end </s> with the number 0",
                "<unk>: 1    | <unk>: x  | expected a number below",
                "<unk>: 1    | <unk>: 99 | expected a number below",
                "<unk>: 1    | <unk>     | a key, a colon and a value",
                "'#': 7      | '#: 7     | a closing quote",
            })
    void aVocabularyThatIsNoneIsRefused(String from, String to, String says) throws IOException {
        Path copy = copy("tied", entries -> entries, false);
        Path vocabulary = copy.resolve("opus.vocab.yml");
        String text = Files.readString(vocabulary);
        assertThat(text).contains(from);
        Files.writeString(vocabulary, text.replace(from, to));
        refused(copy, says);
    }
}
