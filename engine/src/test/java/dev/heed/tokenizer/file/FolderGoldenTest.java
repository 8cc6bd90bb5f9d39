package dev.heed.tokenizer.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.Json;
import dev.heed.tokenizer.PairTemplate;
import dev.heed.tokenizer.Template;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Folders that differ in their tokenizer files; the answers are AutoTokenizer's (tools/goldens/tokenizer_folders.py, and
 * sentencepiece_folders.py for models of SentencePiece alone).
 */
class FolderGoldenTest {
    private static final List<Map<?, ?>> GOLDENS =
            List.of(read("tokenizer-folders.json.gz"), read("sentencepiece-folders.json.gz"));

    static Stream<Golden> goldens() {
        return GOLDENS.stream()
                .flatMap(file ->
                        ((List<?>) file.get("folders")).stream().map(folder -> new Golden(file, (Map<?, ?>) folder)));
    }

    /** A folder and the file of goldens that it stands in. */
    record Golden(Map<?, ?> file, Map<?, ?> folder) {
        Object get(String key) {
            return folder.get(key);
        }

        List<?> texts() {
            return (List<?>) file.get("texts");
        }

        Tokenizer tokenizer() {
            Map<String, byte[]> files = new HashMap<>();
            ((Map<?, ?>) folder.get("files")).forEach((name, content) -> files.put((String) name, bytes(content)));
            return new MemoryFolder(files).tokenizer();
        }

        private byte[] bytes(Object content) {
            if (!(content instanceof Map<?, ?> packed)) {
                return ((String) content).getBytes(StandardCharsets.UTF_8);
            }
            Object base64 = packed.containsKey("model")
                    ? ((Map<?, ?>) file.get("models")).get(packed.get("model"))
                    : packed.get("base64");
            return Base64.getDecoder().decode((String) base64);
        }

        @Override
        public String toString() {
            return (String) folder.get("name");
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void idsAreThoseOfAutoTokenizer(Golden golden) {
        Tokenizer tokenizer = golden.tokenizer();
        Template template = tokenizer.template();
        for (int i = 0; i < golden.texts().size(); i++) {
            String text = (String) golden.texts().get(i);
            int[] ids = tokenizer.tokenize(text, UserSpecials.AS_TOKENS).ids();
            IntStream all = IntStream.concat(
                    Arrays.stream(template.prefix()),
                    IntStream.concat(Arrays.stream(ids), Arrays.stream(template.suffix())));
            assertThat(all.toArray()).as(text).containsExactly(ints(((List<?>) golden.get("ids")).get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void pairsHaveTheirSegments(Golden golden) {
        Tokenizer tokenizer = golden.tokenizer();
        PairTemplate.Joined joined = tokenizer
                .pairTemplate()
                .join(
                        tokenizer.tokenize("the bank").ids(),
                        tokenizer.tokenize("oslo river").ids());
        List<?> pair = (List<?>) golden.get("pair");
        assertThat(joined.ids()).containsExactly(ints(pair.get(0)));
        assertThat(joined.typeIds()).containsExactly(ints(pair.get(1)));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void idsBecomeTextAgain(Golden golden) {
        Tokenizer tokenizer = golden.tokenizer();
        for (Object decoded : (List<?>) golden.get("decoded")) {
            int[] ids = ints(((List<?>) decoded).get(0));
            assertThat(tokenizer.decode(ids)).as(Arrays.toString(ids)).isEqualTo(((List<?>) decoded).get(1));
        }
    }

    private static int[] ints(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }

    private static Map<?, ?> read(String file) {
        try (InputStream in = new GZIPInputStream(FolderGoldenTest.class.getResourceAsStream(file))) {
            return (Map<?, ?>) Json.read(in.readAllBytes(), "goldens");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
