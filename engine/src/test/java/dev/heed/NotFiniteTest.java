package dev.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.format.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A weight that is no number is named by model, layer, piece and text, whichever engine meets it; others' texts are not told. */
class NotFiniteTest {
    private static final Path HEADS = Path.of("src/test/resources/dev/heed/heads");
    private static final Path MARIAN = Path.of("src/test/resources/dev/heed/golden/translators/marian");
    private static final String DAMAGED = "; its weights are damaged or too large for 32-bit floats";
    private static final String FIRST = "the bank";

    @TempDir
    private Path folder;

    /** A copy of a folder in which a number of a tensor is none. */
    private Model harmed(Path from, String tensor, int index) throws IOException {
        Path to = folder.resolve("harmed");
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        byte[] file = Files.readAllBytes(to.resolve("model.safetensors"));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong(0);
        var tensors = (Map<?, ?>) Json.read(Arrays.copyOfRange(file, 8, 8 + header), "header");
        var place = (List<?>) ((Map<?, ?>) tensors.get(tensor)).get("data_offsets");
        bytes.putFloat(8 + header + (Integer) place.getFirst() + 4 * index, Float.NaN);
        Files.write(to.resolve("model.safetensors"), file);
        return Models.folder(to);
    }

    private static Token token(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> !token.special())
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void aReranker() throws IOException {
        Path sound = HEADS.resolve("pairs/bert");
        int id;
        int place;
        try (Reranker reranker = Reranker.open(Models.folder(sound))) {
            int[] ids = reranker.prepare("a", List.of(FIRST)).getFirst().ids();
            place = ids.length - 2;
            id = ids[place];
        }
        Model model = harmed(sound, "bert.embeddings.word_embeddings.weight", id * 12);
        try (Reranker reranker = Reranker.open(model)) {
            assertThatThrownBy(() -> reranker.score("a", List.of("", FIRST)))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageMatching("model harmed: expected finite numbers, got NaN \\(layer 0, token " + place
                            + " \".+\" of the text \"the bank\" with the query \"a\"\\)" + DAMAGED);
            assertThatThrownBy(() -> reranker.scorePrepared(reranker.prepare("a", List.of("", FIRST))))
                    .as("texts of several callers")
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessage("model harmed: expected finite numbers, got NaN (layer 0, token " + place + ", id " + id
                            + ")" + DAMAGED);
            assertThat(reranker.score("", List.of("")).getFirst().score()).isFinite();
        }
        deleted();
        try (Reranker reranker = Reranker.open(harmed(sound, "classifier.bias", 0))) {
            assertThatThrownBy(() -> reranker.score("a", List.of(FIRST)))
                    .hasMessageContaining("got NaN (the score, the text \"the bank\" with the query \"a\")");
        }
    }

    private void deleted() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("harmed"))) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aSparseModel() throws IOException {
        Path sound = HEADS.resolve("sparse/splade");
        PreparedText ready;
        try (SparseEncoder encoder = SparseEncoder.open(Models.folder(sound))) {
            ready = encoder.prepare(encoder.prompt(), FIRST, Overflow.TRUNCATE, Cut.END);
        }
        int[] ids = ready.read().ids(0);
        int place = ids.length - 2;
        Model model = harmed(sound, "bert.embeddings.word_embeddings.weight", ids[place] * 12);
        try (SparseEncoder encoder = SparseEncoder.open(model)) {
            assertThatThrownBy(() -> encoder.embed(FIRST))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageMatching("model harmed: expected finite numbers, got NaN \\(layer 0, token " + place
                            + " \".+\" of the text \"the bank\"\\)" + DAMAGED);
            assertThatThrownBy(() -> encoder.embedPrepared(List.of(ready)))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("(layer 0, token " + place + ", id " + ids[place] + ")");
        }
        deleted();
        try (SparseEncoder encoder = SparseEncoder.open(harmed(sound, "cls.predictions.bias", 0))) {
            assertThatThrownBy(() -> encoder.embed(FIRST))
                    .hasMessageContaining("got NaN (the pieces' weights, the text \"the bank\")");
        }
    }

    @Test
    void aModelForLateInteraction() throws IOException {
        Path sound = HEADS.resolve("multi/pylate");
        Token last;
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(Models.folder(sound))) {
            last = token(encoder.embedDocument(FIRST).tokens().stream()
                    .map(MultiVectorEncoder.TokenVector::token)
                    .toList());
        }
        Model model = harmed(sound, "embeddings.word_embeddings.weight", last.id() * 12);
        try (MultiVectorEncoder encoder = MultiVectorEncoder.open(model)) {
            for (var ask : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                    () -> encoder.embedDocument(FIRST), () -> encoder.embedQuery(FIRST))) {
                assertThatThrownBy(ask)
                        .isInstanceOf(InvalidFileException.class)
                        .hasMessageMatching(
                                "model harmed: expected finite numbers, got NaN \\(layer 0, token [0-9]+ \"\\Q"
                                        + last.piece() + "\\E\" of the text \"the bank\"\\)" + DAMAGED);
            }
            var both = List.of(encoder.prepareDocument(""), encoder.prepareDocument(FIRST));
            assertThatThrownBy(() -> encoder.embedPrepared(both))
                    .hasMessageMatching(".* \\(layer 0, token [0-9]+, id " + last.id() + "\\).*");
        }
    }

    @Test
    void aTranslator() throws IOException {
        TranslateOptions options = TranslateOptions.DEFAULT.to("deu").maxTokens(8);
        String sentence = "Tom asked.";
        Token last;
        int written;
        try (Translator translator = Translator.open(Models.folder(MARIAN))) {
            SentenceTranslation sound =
                    translator.translateSentences(List.of(sentence), options).getFirst();
            last = token(sound.sourceTokens());
            written = sound.targetTokens().getFirst().id();
        }
        for (int beams : new int[] {1, 3}) {
            TranslateOptions searched = options.beams(beams);
            try (Translator translator = Translator.open(harmed(MARIAN, "model.shared.weight", last.id() * 16))) {
                assertThatThrownBy(() -> translator.translateSentences(List.of(" ", "", sentence), searched))
                        .isInstanceOf(InvalidFileException.class)
                        .hasMessageMatching(
                                "model harmed: expected finite numbers, got NaN \\(layer 0 of the encoder, token"
                                        + " [0-9]+ \"\\Q" + last.piece() + "\\E\" of the sentence \"Tom asked.\"\\)"
                                        + DAMAGED);
            }
            deleted();
            String norm = "model.decoder.layers.0.final_layer_norm.bias";
            try (Translator translator = Translator.open(harmed(MARIAN, norm, 0))) {
                assertThatThrownBy(() -> translator.translateSentences(List.of("", sentence), searched))
                        .hasMessage(
                                "model harmed: expected finite numbers, got NaN (layer 1 of the decoder, written so far: 0"
                                        + " tokens, the sentence \"Tom asked.\")" + DAMAGED);
            }
            deleted();
            try (Translator translator = Translator.open(harmed(MARIAN, "final_logits_bias", written))) {
                assertThatThrownBy(() -> translator.translateSentences(List.of("", sentence), searched))
                        .hasMessageContaining(
                                "got NaN (the score of the id " + written + ", the sentence \"Tom asked.\")");
            }
            deleted();
        }
    }
}
