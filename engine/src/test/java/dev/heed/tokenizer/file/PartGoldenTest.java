package dev.heed.tokenizer.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.Json;
import dev.heed.tokenizer.TokenSequence;
import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.UserSpecials;
import dev.heed.tokenizer.subword.Vocabulary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every normalizer, pre-tokenizer and kind of expression alone (tools/goldens/tokenizer_parts.py). */
class PartGoldenTest {
    private static final Map<?, ?> GOLDENS = goldens();
    private static final List<?> TEXTS = (List<?>) GOLDENS.get("texts");
    private static final Vocabulary CHARACTERS = characters((String) GOLDENS.get("characters"));

    static Stream<String> names() {
        return ((List<?>) GOLDENS.get("parts")).stream().map(part -> (String) ((Map<?, ?>) part).get("name"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyCharacterHasItsPlaceAndEveryCutShows(String name) {
        Map<?, ?> golden = golden(name);
        Map<String, Object> parts = new HashMap<>();
        parts.put("normalizer", asSettings(golden.get("normalizer")));
        parts.put("pre_tokenizer", asSettings(golden.get("pre_tokenizer")));
        ModelPart model = new ModelPart(name)
                .with(Map.of("type", "BPE", "continuing_subword_prefix", "##"))
                .with(CHARACTERS)
                .withMerges(List.of());
        Tokenizer tokenizer = new Assembly(parts, model, name).tokenizer();
        List<?> rows = (List<?>) golden.get("rows");
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = (String) TEXTS.get(i);
            assertThat(row(tokenizer.tokenize(text, UserSpecials.AS_TOKENS)))
                    .as(text)
                    .isEqualTo(ints(rows.get(i)));
        }
    }

    /** Whole numbers of settings are longs. */
    private static Object asSettings(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case List<?> items -> items.stream().map(PartGoldenTest::asSettings).toList();
            case Map<?, ?> members -> {
                Map<String, Object> settings = new HashMap<>();
                members.forEach((key, member) -> settings.put((String) key, asSettings(member)));
                yield settings;
            }
            case null, default -> value;
        };
    }

    private static int[] row(TokenSequence tokens) {
        int[] row = new int[3 * tokens.size()];
        for (int i = 0; i < tokens.size(); i++) {
            row[3 * i] = tokens.ids()[i];
            row[3 * i + 1] = tokens.starts()[i];
            row[3 * i + 2] = tokens.ends()[i];
        }
        return row;
    }

    private static Map<?, ?> golden(String name) {
        for (Object part : (List<?>) GOLDENS.get("parts")) {
            if (name.equals(((Map<?, ?>) part).get("name"))) {
                return (Map<?, ?>) part;
            }
        }
        throw new AssertionError(name);
    }

    private static Vocabulary characters(String characters) {
        Vocabulary.Builder builder = new Vocabulary.Builder("characters");
        int[] codePoints = characters.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            String character = Character.toString(codePoints[i]);
            builder.add(character, 2L * i);
            builder.add("##" + character, 2L * i + 1);
        }
        return builder.build();
    }

    private static int[] ints(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(number -> ((Number) number).intValue()).toArray();
    }

    private static Map<?, ?> goldens() {
        try (InputStream in =
                new GZIPInputStream(PartGoldenTest.class.getResourceAsStream("tokenizer-parts.json.gz"))) {
            return (Map<?, ?>) Json.read(in.readAllBytes(), "goldens");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
