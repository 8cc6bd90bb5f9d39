package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.gguf.GgufFile;
import dev.heed.kernel.KernelChoice;
import dev.heed.kernel.KernelStatus;
import dev.heed.kernel.Kernels;
import dev.heed.model.KeyValueCache;
import dev.heed.model.TokenBatch;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import dev.heed.tensor.Matrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The logits of a decoder have one hash: on any kernel, number of threads and batch, read at once or in pieces, cached or not. */
class DecoderBitsTest {
    private static final int LENGTH = 60;

    /** Decoders without a length at which positions turn otherwise. */
    static Stream<String> decoders() {
        return Stream.of(
                "llama-gqa-tied", "gemma3", "qwen3", "granite", "olmo2", "gpt2", "mistral-window", "phi3", "smollm3");
    }

    private static int[] ids(int length, int seed) {
        return IntStream.range(0, length)
                .map(i -> (i * i * 7 + i * seed + seed) % 56)
                .toArray();
    }

    private static Matrix logits(LoadedDecoder model, TokenBatch batch, List<KeyValueCache> caches, Workers workers) {
        int last = model.config().layers();
        var hidden = caches.isEmpty()
                ? model.transformer().forward(batch, last, last, workers)
                : model.transformer().forward(batch, caches, last, workers);
        return model.head()
                .logits(hidden.get(last), workers, model.transformer().kernels());
    }

    private static Matrix whole(LoadedDecoder model, int[] ids) {
        return logits(model, TokenBatch.of(List.of(ids)), List.of(), Workers.CALLER_ONLY);
    }

    private static String hash(Matrix logits) throws NoSuchAlgorithmException {
        ByteBuffer bits = ByteBuffer.allocate(4 * logits.rows() * logits.columns());
        for (float[] row : logits.toArrays()) {
            for (float logit : row) {
                bits.putInt(Float.floatToRawIntBits(logit));
            }
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bits.array()));
    }

    private static Matrix joined(List<Matrix> parts) {
        return Matrix.copyOf(
                parts.stream().flatMap(part -> Stream.of(part.toArrays())).toArray(float[][]::new));
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void piecesAndCachesGiveTheHashOfOnePass(String name) throws Exception {
        try (Arena arena = Arena.ofConfined();
                Workers two = Workers.of(2)) {
            LoadedDecoder model = DecoderGoldensTest.folder(name, arena);
            int[] ids = ids(LENGTH, 5);
            String expected = hash(whole(model, ids));
            for (int piece : new int[] {1, 7, 64}) {
                KeyValueCache cache = model.transformer().newCache();
                List<Matrix> parts = new ArrayList<>();
                for (int at = 0; at < LENGTH; at += piece) {
                    int[] next = Arrays.copyOfRange(ids, at, Math.min(LENGTH, at + piece));
                    parts.add(logits(model, TokenBatch.of(List.of(next)), List.of(cache), two));
                }
                assertThat(hash(joined(parts)))
                        .as("%s in pieces of %d", name, piece)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void eightSequencesWriteTogetherWhatEachWritesAlone(String name) throws Exception {
        try (Arena arena = Arena.ofConfined();
                Workers two = Workers.of(2)) {
            LoadedDecoder model = DecoderGoldensTest.folder(name, arena);
            List<int[]> texts =
                    IntStream.range(0, 8).mapToObj(i -> ids(5 + 3 * i, i + 1)).toList();
            List<KeyValueCache> caches =
                    texts.stream().map(t -> model.transformer().newCache()).toList();
            int kept = 3;
            logits(
                    model,
                    TokenBatch.of(texts.stream()
                            .map(t -> Arrays.copyOf(t, t.length - kept))
                            .toList()),
                    caches,
                    two);
            for (int step = kept; step > 0; step--) {
                int back = step;
                List<int[]> next =
                        texts.stream().map(t -> new int[] {t[t.length - back]}).toList();
                Matrix together = logits(model, TokenBatch.of(next), caches, two);
                for (int s = 0; s < texts.size(); s++) {
                    int[] text = texts.get(s);
                    Matrix alone = whole(model, text);
                    assertThat(together.row(s))
                            .as("%s, sequence %d", name, s)
                            .containsExactly(alone.row(text.length - back));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama-gqa-tied", "llama-llama3-rope", "gemma3", "gpt2", "phi3"})
    void everyKernelAndBothFilesGiveTheSameBits(String name) throws Exception {
        int[] ids = ids(LENGTH, 3);
        List<String> folders = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (Kernels kernels : usable()) {
            try (Arena arena = Arena.ofConfined()) {
                var folder = new ModelFiles.Folder(DecoderGoldensTest.GOLDENS.resolve(name));
                folders.add(hash(whole(LoadedDecoder.read(folder, kernels, arena, Workers.CALLER_ONLY), ids)));
            }
            files.add(hash(whole(gguf(name, kernels), ids)));
        }
        int least = "plain".equals(System.getProperty("heed.test.kernel"))
                ? 1
                : 2; // a JVM for plain Java can have no other
        assertThat(folders).hasSizeGreaterThanOrEqualTo(least).containsOnly(folders.getFirst());
        assertThat(files).containsOnly(files.getFirst());
    }

    private static List<Kernels> usable() {
        return KernelChoice.statuses().stream()
                .filter(KernelStatus::usable)
                .map(status -> KernelChoice.choose(status.name()))
                .toList();
    }

    private static LoadedDecoder gguf(String name, Kernels kernels) throws IOException {
        byte[] bytes =
                Files.readAllBytes(DecoderGoldensTest.GOLDENS.resolve(name).resolve("model.gguf"));
        return LoadedDecoder.read(GgufFile.read(MemorySegment.ofArray(bytes), name), kernels, Workers.CALLER_ONLY);
    }

    /** Phi's long positions: what was kept of a short text is no beginning of a long one. */
    @Test
    void aTextThatGrowsPastTheTrainedLengthIsReadAnew() {
        try (Arena arena = Arena.ofConfined()) {
            LoadedDecoder model = DecoderGoldensTest.folder("phi3-longrope", arena); // trained with 16 positions
            int[] ids = ids(20, 2);
            KeyValueCache cache = model.transformer().newCache();
            logits(model, TokenBatch.of(List.of(Arrays.copyOf(ids, 16))), List.of(cache), Workers.CALLER_ONLY);
            int[] rest = Arrays.copyOfRange(ids, 16, 20);
            assertThat(model.transformer().continues(10, 16)).isTrue();
            assertThat(model.transformer().continues(16, 17)).isFalse();
            assertThat(model.transformer().continues(17, 30)).isTrue();
            assertThatThrownBy(() -> logits(model, TokenBatch.of(List.of(rest)), List.of(cache), Workers.CALLER_ONLY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("20 tokens read anew");
            KeyValueCache grown = model.transformer().newCache();
            for (int length = 5; length <= 20; length++) { // a prompt of five, in pieces, then a token at a time
                Matrix last = null;
                for (boolean first = true; first || grown.length() < length; first = false) {
                    int end = model.transformer().nextEnd(grown, length, 3);
                    int[] next = Arrays.copyOfRange(ids, grown.length(), end);
                    last = logits(model, TokenBatch.of(List.of(next)), List.of(grown), Workers.CALLER_ONLY);
                }
                Matrix own = whole(model, Arrays.copyOf(ids, length));
                assertThat(last.row(last.rows() - 1)).containsExactly(own.row(length - 1));
            }
            cache.truncate(0);
            Matrix anew = logits(model, TokenBatch.of(List.of(ids)), List.of(cache), Workers.CALLER_ONLY);
            assertThat(anew.toArrays()).isDeepEqualTo(whole(model, ids).toArrays());
        }
    }
}
