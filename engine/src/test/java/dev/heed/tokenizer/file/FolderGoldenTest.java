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

/** Folders that differ in their tokenizer files; the answers are AutoTokenizer's (tools/goldens/tokenizer_folders.py). */
class FolderGoldenTest {
    private static final Map<?, ?> GOLDENS = goldens();
    private static final List<?> TEXTS = (List<?>) GOLDENS.get("texts");

    static Stream<String> names() {
        return ((List<?>) GOLDENS.get("folders")).stream().map(folder -> (String) ((Map<?, ?>) folder).get("name"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void idsAreThoseOfAutoTokenizer(String name) {
        Map<?, ?> golden = golden(name);
        Tokenizer tokenizer = folder(golden).tokenizer();
        Template template = tokenizer.template();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = (String) TEXTS.get(i);
            int[] ids = tokenizer.tokenize(text, UserSpecials.AS_TOKENS).ids();
            IntStream all = IntStream.concat(
                    Arrays.stream(template.prefix()),
                    IntStream.concat(Arrays.stream(ids), Arrays.stream(template.suffix())));
            assertThat(all.toArray()).as(text).containsExactly(ints(((List<?>) golden.get("ids")).get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void pairsHaveTheirSegments(String name) {
        Map<?, ?> golden = golden(name);
        Tokenizer tokenizer = folder(golden).tokenizer();
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
    @MethodSource("names")
    void idsBecomeTextAgain(String name) {
        Map<?, ?> golden = golden(name);
        Tokenizer tokenizer = folder(golden).tokenizer();
        for (Object decoded : (List<?>) golden.get("decoded")) {
            int[] ids = ints(((List<?>) decoded).get(0));
            assertThat(tokenizer.decode(ids)).as(Arrays.toString(ids)).isEqualTo(((List<?>) decoded).get(1));
        }
    }

    private static Map<?, ?> golden(String name) {
        for (Object folder : (List<?>) GOLDENS.get("folders")) {
            if (name.equals(((Map<?, ?>) folder).get("name"))) {
                return (Map<?, ?>) folder;
            }
        }
        throw new AssertionError(name);
    }

    private static MemoryFolder folder(Map<?, ?> golden) {
        Map<String, byte[]> files = new HashMap<>();
        ((Map<?, ?>) golden.get("files")).forEach((name, content) -> files.put((String) name, bytes(content)));
        return new MemoryFolder(files);
    }

    private static byte[] bytes(Object content) {
        return content instanceof Map<?, ?> packed
                ? Base64.getDecoder().decode((String) packed.get("base64"))
                : ((String) content).getBytes(StandardCharsets.UTF_8);
    }

    private static int[] ints(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }

    private static Map<?, ?> goldens() {
        try (InputStream in =
                new GZIPInputStream(FolderGoldenTest.class.getResourceAsStream("tokenizer-folders.json.gz"))) {
            return (Map<?, ?>) Json.read(in.readAllBytes(), "goldens");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
