package dev.heed.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
    private static final String CONFIG = """
            {"model_type": "bert", "hidden_size": 384, "layers": 12.0, "layer_norm_eps": 1e-12, "tie": false,
             "model_max_length": 1000000000000000019884624838656, "dtype": null, "half": 0.5, "big": 2147483648,
             "nested": {"deep": {"x": 1}}, "modules": [{"idx": 0}, {"idx": 1}], "names": ["a", "b"], "mixed": [{}, 7]}
            """;

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject read(String text) {
        return JsonObject.read(utf8(text), "config.json");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidFileException.class).hasMessage(message);
    }

    @Test
    void givesValuesByNameAndType() {
        JsonObject config = read(CONFIG);
        assertThat(config.string("model_type")).contains("bert");
        assertThat(config.integer("hidden_size")).contains(384);
        assertThat(config.integer("layers")).contains(12);
        assertThat(config.number("layer_norm_eps").getAsDouble()).isEqualTo(1e-12);
        assertThat(config.number("hidden_size").getAsDouble()).isEqualTo(384.0);
        assertThat(config.number("model_max_length").getAsDouble()).isEqualTo(1e30);
        assertThat(config.bool("tie")).contains(false);
        assertThat(config.object("nested")
                        .orElseThrow()
                        .object("deep")
                        .orElseThrow()
                        .integer("x"))
                .contains(1);
        assertThat(config.objects("modules"))
                .extracting(module -> module.integer("idx").orElseThrow())
                .containsExactly(0, 1);
        assertThat(config.strings("names")).containsExactly("a", "b");
        assertThat(config.value("mixed")).contains(List.of(Map.of(), 7));
    }

    @Test
    void takesNullForAbsent() {
        JsonObject config = read(CONFIG);
        for (String key : List.of("dtype", "nowhere")) {
            assertThat(config.has(key)).isFalse();
            assertThat(config.string(key)).isEmpty();
            assertThat(config.integer(key)).isEmpty();
            assertThat(config.number(key)).isEmpty();
            assertThat(config.bool(key)).isEmpty();
            assertThat(config.object(key)).isEmpty();
            assertThat(config.objects(key)).isEmpty();
            assertThat(config.strings(key)).isEmpty();
        }
        assertThat(config.keys()).contains("model_type", "mixed").doesNotContain("dtype");
    }

    @Test
    void refusesAWrongTypeByFileAndKey() {
        JsonObject config = read(CONFIG);
        assertRefused(
                () -> config.integer("model_type"),
                "config.json: expected an integer for \"model_type\", got the string \"bert\"");
        assertRefused(
                () -> config.string("hidden_size"), "config.json: expected a string for \"hidden_size\", got 384");
        assertRefused(
                () -> config.bool("hidden_size"), "config.json: expected true or false for \"hidden_size\", got 384");
        assertRefused(() -> config.number("names"), "config.json: expected a number for \"names\", got an array");
        assertRefused(() -> config.object("names"), "config.json: expected an object for \"names\", got an array");
        assertRefused(() -> config.objects("nested"), "config.json: expected an array for \"nested\", got an object");
        assertRefused(() -> config.objects("mixed"), "config.json: mixed: expected an object at index 1, got 7");
        assertRefused(() -> config.strings("mixed"), "config.json: mixed: expected a string at index 0, got an object");
        assertRefused(
                () -> config.object("nested").orElseThrow().string("deep"),
                "config.json: nested: expected a string for \"deep\", got an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"half", "big", "model_max_length", "layer_norm_eps"})
    void refusesNumbersThatAreNoInt(String key) {
        assertThatThrownBy(() -> read(CONFIG).integer(key))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected an integer from -2147483648 to 2147483647 for \"" + key + "\"");
    }

    @Test
    void refusesNumbersBeyondDoubles() {
        assertThatThrownBy(() -> read("{\"a\":1e999}").number("a")).isInstanceOf(InvalidFileException.class);
        assertThat(read("{\"a\":-2147483648}").integer("a")).contains(Integer.MIN_VALUE);
    }

    @Test
    void readsArraysOfObjects() {
        assertThat(JsonObject.readArray(utf8("[{\"a\":1},{}]"), "modules.json"))
                .extracting(JsonObject::keys)
                .containsExactly(Set.of("a"), Set.of());
        assertRefused(
                () -> JsonObject.readArray(utf8("[{},1]"), "modules.json"),
                "modules.json: expected an object at index 1, got 1");
        assertRefused(
                () -> JsonObject.readArray(utf8("{}"), "modules.json"),
                "modules.json: expected a JSON array, got an object");
        assertRefused(() -> read("[]"), "config.json: expected a JSON object, got an array");
        assertRefused(() -> read("null"), "config.json: expected a JSON object, got null");
    }

    @Test
    void readsEveryKindOfValue() {
        Object value = Json.read(
                utf8("\uFEFF[1, -0, 9223372036854775808, 1.5, \"\\u00e9\\ud83d\\ude00\", true, null, {}]"), "j");
        assertThat(value)
                .isEqualTo(
                        Arrays.asList(1, 0, new BigInteger("9223372036854775808"), 1.5, "é😀", true, null, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"a\":1,}",
                "[1,]",
                "{\"a\":NaN}",
                "{\"a\":1}{}",
                "{'a':1}",
                "{a:1}",
                "// c\n{}",
                "[01]",
                "[+1]",
                "[.5]",
                "[1.]",
                "\"\u0001\"",
                "[\"\\x\"]",
                "tru",
                "{\"a\":1 \"b\":2}",
                "\0"
            })
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.read(utf8(text), "config.json"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("config.json: expected JSON")
                .hasMessageNotContainingAny("\n", "\r");
    }

    @Test
    void refusesANameTwice() {
        assertThatThrownBy(() -> read("{\"a\":{\"b\":1,\n\"\\u0062\":null}}"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("config.json: expected every name once in an object, got \"b\" twice (line 2, column 1)");
    }

    @Test
    void boundsNestingAndSize() {
        assertThat(Json.read(utf8("[".repeat(64) + "]".repeat(64)), "j")).isInstanceOf(List.class);
        for (int depth : new int[] {65, 1_000_000}) {
            assertThatThrownBy(() -> Json.read(utf8("[".repeat(depth) + "]".repeat(depth)), "j"))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContaining("64");
        }
        assertThatThrownBy(() -> Json.read(new byte[Json.MOST_BYTES + 1], "j"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("at most 67108864 bytes");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, '"'}, "j"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage("j: expected UTF-8, got other bytes at byte 1");
    }
}
