package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.format.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** next, generate and chat as people and programs meet them, on the story model. */
class LanguageTest {
    private static final String BEGUN = ", there was a little girl named Lily. She loved to play outside in the park.";

    @Test
    void generateGoesOnWithATextAndSaysWhatItTook() {
        Ran ran = heed("generate", "--max-tokens", "40", "Once upon a time");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith(BEGUN).endsWith("\n");
        assertThat(ran.err())
                .startsWith("note: 5 tokens read")
                .contains("a second")
                .contains("--max-tokens");
        assertThat(ran.err().lines()).hasSize(1);
    }

    @Test
    void generateAsADocument() {
        Map<String, Object> document = heed(
                        "generate",
                        "--max-tokens",
                        "30",
                        "--top",
                        "2",
                        "--format",
                        "json",
                        "--stop",
                        " girl",
                        "Once upon a time")
                .json();
        assertThat(document.keySet())
                .containsExactly(
                        "model",
                        "prompt",
                        "text",
                        "finish",
                        "stopString",
                        "seed",
                        "promptTokens",
                        "generatedTokens",
                        "tokens");
        assertThat(document.get("text")).isEqualTo(", there was a little");
        assertThat(document.get("finish")).isEqualTo("stop");
        assertThat(document.get("stopString")).isEqualTo(" girl");
        List<Map<String, Object>> tokens = objects(document.get("tokens"));
        assertThat(tokens).hasSize((Integer) document.get("generatedTokens"));
        assertThat(tokens.getFirst().keySet()).containsExactly("id", "piece", "text", "logprob", "top", "attention");
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.get("text")));
        assertThat(text.toString()).isEqualTo(document.get("text"));
        assertThat(objects(tokens.getFirst().get("top"))).hasSize(2);
    }

    @Test
    void theSameSeedWritesTheSameAndAnotherSomethingElse() {
        String one =
                heed("generate", "--temperature", "1", "--seed", "7", "The cat").out();
        assertThat(heed("generate", "--temperature", "1", "--seed", "7", "--threads", "1", "The cat")
                        .out())
                .isEqualTo(one);
        assertThat(heed("generate", "--temperature", "1", "--seed", "8", "The cat")
                        .out())
                .isNotEqualTo(one);
    }

    @Test
    void sectionsAreTold() {
        Ran ran = heed("generate", "--sections", "--max-tokens", "5", "--section", "doc=Lily has a cat.", " Tom has a");
        assertThat(ran.err()).contains("attention by section").contains("doc ").contains("first token");
        Map<String, Object> document = heed(
                        "generate",
                        "--sections",
                        "--max-tokens",
                        "3",
                        "--format",
                        "json",
                        "--section",
                        "doc=Lily has a cat.",
                        " Tom has a")
                .json();
        List<Map<String, Object>> shares =
                objects(objects(document.get("tokens")).getLast().get("attention"));
        assertThat(shares)
                .extracting(share -> share.get("section"))
                .containsExactly("doc", "rest of the prompt", "written", "first token");
    }

    @Test
    void aSchemaIsHeld(@TempDir Path folder) throws IOException {
        Path schema = Files.writeString(
                folder.resolve("s.json"),
                "{\"type\":\"object\",\"properties\":{\"kind\":{\"enum\":[\"cat\",\"dog\"]}},\"required\":[\"kind\"]}");
        Ran ran = heed("generate", "--json-schema", schema.toString(), "A pet: ");
        assertThat(Json.read(ran.out().getBytes(StandardCharsets.UTF_8), "out")).isInstanceOf(Map.class);
        Files.writeString(schema, "{\"type\":\"string\",\"pattern\":\"x\"}");
        Ran refused = heed("generate", "--json-schema", schema.toString(), "A pet: ");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("\"pattern\"");
        assertThat(refused.err().lines()).hasSize(1);
    }

    /** What lies ahead has no weight in a causal model, and is no column to count. */
    @Test
    void attendLeavesBlankWhatLiesAhead() {
        Ran table = heed("attend", "--model", "stories", "--width", "80", "Lily went to the park");
        assertThat(table.code()).isZero();
        assertThat(table.out())
                .contains("nothing that lies ahead")
                .contains("\n<s>   1.000\n")
                .contains("\nLily  0.919  0.081\n")
                .contains("\nLily: 0.919·V(<s>) + 0.081·V(Lily)\n")
                .contains("+ 0.117·V(went)\n")
                .contains("+ 0.140·V(to)\n")
                .contains("+ 0.280·(3 others)\n")
                .doesNotContain("0.000");
        Ran lines = heed("attend", "--model", "stories", "--width", "40", "Lily went to the park with Tom");
        assertThat(lines.out()).contains("\nLily: 0.919 <s>  0.081 Lily\n").doesNotContain("0.000");
        Ran steps = heed("attend", "--model", "stories", "--explain", "Lily", "Lily went to the park");
        assertThat(steps.out())
                .contains("what lies ahead of")
                .doesNotContain("went")
                .doesNotContain("park");
    }

    @Test
    void nextShowsWhatIsExpectedAndWhy() {
        Ran ran = heed("next", "--why", "park", "Lily went to the");
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .startsWith("What stories260K expects next\n")
                .contains("68.5%  \" p\"")
                .contains("layer 0 ")
                .contains("layer 5 ")
                .contains("feed-forward networks")
                .contains("the first token");
        assertThat(ran.err()).contains("several tokens");
    }

    @Test
    void nextAsADocumentAddsUp() {
        Map<String, Object> document = heed(
                        "next",
                        "--top",
                        "3",
                        "--why",
                        "they",
                        "--against",
                        "he",
                        "--format",
                        "json",
                        "Lily and Tom said")
                .json();
        assertThat(document.keySet())
                .containsExactly("text", "model", "tokens", "position", "candidates", "layers", "why");
        assertThat(objects(document.get("candidates"))).hasSize(3);
        assertThat(objects(document.get("layers"))).hasSize(6);
        @SuppressWarnings("unchecked")
        Map<String, Object> why = (Map<String, Object>) document.get("why");
        assertThat(why.keySet()).containsExactly("id", "against", "logit", "parts", "rest");
        double sum = objects(why.get("parts")).stream()
                .mapToDouble(part -> ((Number) part.get("share")).doubleValue())
                .sum();
        double logit = ((Number) why.get("logit")).doubleValue();
        assertThat(sum + ((Number) why.get("rest")).doubleValue())
                .isCloseTo(logit, within(1e-4 * Math.max(1, Math.abs(logit))));
        assertThat(objects(why.get("parts")).getFirst().keySet())
                .containsExactly("kind", "layer", "head", "from", "share");
        assertThat(heed("next", "--format", "json", "A").json().get("why")).isNull();
    }

    @Test
    void standardInputIsRead() {
        assertThat(heedReading("Once upon a time", "generate", "--max-tokens", "40")
                        .out())
                .startsWith(BEGUN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "generate --temperature -1 x|2|--temperature: expected",
                "generate --top-p 0 x|2|--top-p: expected",
                "generate --max-tokens 0 x|2|--max-tokens: expected",
                "generate --logit-bias x x|2|--logit-bias: expected",
                "generate --threads 0 x|2|--threads: expected",
                "generate --section x x|2|--section: expected NAME=TEXT",
                "generate --precision bf16 x|2|--precision: expected fp32 or int8, got bf16",
                "next --precision int8 x|1|precision: expected fp32 for weights that are no integers, got int8",
                "chat --precision auto x|2|--precision: expected fp32 or int8, got auto",
                "generate --precision fp32 x|0|note:",
                "next --against a x|2|--against: expected --why",
                "next --top 0 x|2|--top: expected",
                "generate --model minilm x|1|kind language, got encoder",
                "chat Hello|1|heed generate",
                "generate --overflow truncate x|0|note:",
            })
    void whatCannotBeDoneIsSaid(String line, int code, String said) {
        Ran ran = heed(line.split(" "));
        assertThat(ran.err()).contains(said);
        assertThat(ran.code()).isEqualTo(code);
        assertThat(ran.err().lines()).hasSize(1);
    }

    /** The commands of a model in parts: by the first and by the folder, in both precisions. */
    @Test
    void aModelInPartsIsOneModel() {
        String split = "../engine/src/test/resources/dev/heed/golden/split/";
        for (String precision : List.of("fp32", "int8")) {
            String whole = heed("next", "--model", split + "tiny.gguf", "--precision", precision, "went the")
                    .out();
            assertThat(whole).startsWith("What tiny expects next\n");
            for (String parts : List.of("parts", "parts/tiny-00001-of-00003.gguf", "small-first")) {
                assertThat(heed("next", "--model", split + parts, "--precision", precision, "went the")
                                .out())
                        .as(parts)
                        .isEqualTo(whole);
            }
        }
        Ran second = heed("generate", "--model", split + "parts/tiny-00002-of-00003.gguf", "went the");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err().lines()).hasSize(1);
        assertThat(second.err()).contains("open the first, tiny-00001-of-00003.gguf");
    }

    @Test
    void aPromptThatDoesNotFitIsAnErrorOrSaid() {
        String text = "The cat sat. ".repeat(200);
        Ran refused = heed("generate", text);
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("512").contains("--overflow window");
        Ran window = heed("generate", "--overflow", "window", "--max-tokens", "5", text);
        assertThat(window.code()).isZero();
        assertThat(window.err()).contains("left out are the tokens");
    }

    @Test
    void attendWorksOnLanguageModels() {
        Map<String, Object> document = heed(
                        "attend",
                        "--model",
                        "stories",
                        "--layer",
                        "2",
                        "--head",
                        "3",
                        "--format",
                        "json",
                        "Lily went to the park")
                .json();
        double[][] weights = Ran.matrix(document.get("weights"));
        for (int i = 0; i < weights.length; i++) {
            double sum = 0;
            for (int j = 0; j < weights.length; j++) {
                sum += weights[i][j];
                if (j > i) {
                    assertThat(weights[i][j]).isZero();
                }
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
        assertThat(heed("attend", "--model", "stories", "Lily went to the park").code())
                .isZero();
        assertThat(heed("attend", "--model", "stories", "--explain", "park", "Lily went to the park")
                        .code())
                .isZero();
    }

    @Test
    void modelsTellKindAndLicense() {
        List<Map<String, Object>> models =
                objects(heed("models", "--format", "json").json().get("models"));
        assertThat(models).anySatisfy(model -> {
            assertThat(model.get("name")).isEqualTo("stories260K");
            assertThat(model.get("kind")).isEqualTo("language");
            assertThat(model.get("license")).isEqualTo("MIT");
        });
    }
}
