package dev.heed.model.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.heed.Candidate;
import dev.heed.ChatMessage;
import dev.heed.Encoder;
import dev.heed.GenerateOptions;
import dev.heed.GeneratedToken;
import dev.heed.Generation;
import dev.heed.GenerationLoop;
import dev.heed.LanguageModel;
import dev.heed.ModelKind;
import dev.heed.Models;
import dev.heed.NextWord;
import dev.heed.Overflow;
import dev.heed.Prompt;
import dev.heed.Token;
import dev.heed.format.Json;
import dev.heed.format.JsonObject;
import dev.heed.format.SafetensorsFile;
import dev.heed.format.StoredTensor;
import dev.heed.generation.Attribution;
import dev.heed.generation.Attribution.Kind;
import dev.heed.generation.Attribution.Part;
import dev.heed.generation.Finish;
import dev.heed.generation.Sampling;
import dev.heed.text.Span;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The story model against llama2.c's own definition of it (goldens by {@code tools/stories/convert.py}), and what holds for
 * any language model, on numbers small enough to try everything.
 */
class StoriesTest {
    private static LanguageModel model;
    private static List<JsonObject> texts;
    private static SafetensorsFile logits;

    @BeforeAll
    static void open() throws IOException {
        model = LanguageModel.open(Models.stories());
        texts = JsonObject.readArray(golden("stories.json"), "stories.json");
        logits = SafetensorsFile.read(MemorySegment.ofArray(golden("stories.safetensors")), "stories.safetensors");
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = StoriesTest.class.getResourceAsStream("/dev/heed/golden/" + name)) {
            return in.readAllBytes();
        }
    }

    private static int[] ints(JsonObject text, String key) {
        return text.numbers(key).stream().mapToInt(Double::intValue).toArray();
    }

    private static Prompt first(Prompt prompt, int tokens) {
        return new Prompt(prompt.text(), prompt.tokens().subList(0, tokens), prompt.sections(), null);
    }

    @Test
    void isALanguageModelThatMayBeShared() {
        assertThat(model.model().kind()).isEqualTo(ModelKind.LANGUAGE);
        assertThat(model.model().license()).isEqualTo("MIT");
        assertThat(model.contextLength()).isEqualTo(512);
        assertThat(model.model().layers()).isEqualTo(5);
        assertThat(model.model().heads()).isEqualTo(8);
    }

    @Test
    void idsAndLogitsOfEveryPositionEqualTheReference() {
        double largest = 0;
        for (int i = 0; i < texts.size(); i++) {
            Prompt prompt = model.prompt(texts.get(i).string("text").orElseThrow());
            assertThat(prompt.tokens().stream().mapToInt(Token::id).toArray())
                    .containsExactly(ints(texts.get(i), "ids"));
            StoredTensor expected = logits.require(i + ".logits");
            float[] all = expected.toFloats();
            for (int position = 0; position < prompt.tokens().size(); position++) {
                for (Candidate c : model.next(first(prompt, position + 1), 512).candidates()) {
                    float e = all[position * 512 + c.id()];
                    largest = Math.max(largest, Math.abs(c.logit() - e) / Math.max(1, Math.abs(e)));
                }
            }
        }
        System.out.printf("largest error of a logit: %.1e%n", largest);
        assertThat(largest).isLessThan(1e-4);
    }

    @Test
    void greedyContinuationsOf200TokensEqualTheReference() {
        for (JsonObject text : texts) {
            int[] expected = ints(text, "greedy");
            Prompt prompt = model.prompt(text.string("text").orElseThrow());
            try (Generation story = model.generate(prompt, GenerateOptions.DEFAULT.maxTokens(200))) {
                List<Integer> ids = new ArrayList<>();
                while (story.hasNext()) {
                    ids.add(story.next().id());
                }
                boolean ended = expected[expected.length - 1] <= 2;
                assertThat(story.finish()).isEqualTo(ended ? Finish.END : Finish.LENGTH);
                assertThat(ids)
                        .containsExactlyElementsOf(Arrays.stream(expected)
                                .limit(ended ? expected.length - 1 : expected.length)
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void whatIsWrittenIsTheTextOfItsTokens() {
        JsonObject golden = texts.getFirst();
        String whole = golden.string("written").orElseThrow();
        String prompt = golden.string("text").orElseThrow();
        assertThat(prompt + written(prompt, GenerateOptions.DEFAULT.maxTokens(200)))
                .isEqualTo(whole);
    }

    private static String written(String prompt, GenerateOptions options) {
        try (Generation story = model.generate(model.prompt(prompt), options)) {
            return story.readAll();
        }
    }

    /** What one text is, bit for bit. */
    private static List<String> bits(Generation generation) {
        List<String> bits = new ArrayList<>();
        while (generation.hasNext()) {
            GeneratedToken token = generation.next();
            bits.add(token.id() + " " + Float.floatToRawIntBits(token.logprob()) + " " + token.text() + " "
                    + token.top());
        }
        bits.add(generation.rest() + generation.finish() + generation.stopString());
        return bits;
    }

    private static final List<String> PROMPTS = List.of(
            "Once upon a time",
            "Lily went to the",
            "One day, Tom and Sue saw a big",
            "The cat",
            "",
            "Max was a happy dog. He",
            "Mom said \"No!\" and",
            "They all");

    private static GenerateOptions options(int i) {
        return GenerateOptions.DEFAULT
                .maxTokens(20 + 7 * i)
                .top(3)
                .stops(i % 3 == 1 ? List.of(" was", "day") : List.of())
                .sampling(
                        i % 2 == 0
                                ? Sampling.GREEDY
                                : Sampling.GREEDY.temperature(0.9).topP(0.95).seed(i));
    }

    @Test
    void theSameBitsOnAnyThreadsAloneOrTogetherFreshOrWithAPrefix() {
        List<List<String>> alone = new ArrayList<>();
        try (LanguageModel one =
                LanguageModel.builder(Models.stories()).threads(1).open()) {
            for (int i = 0; i < PROMPTS.size(); i++) {
                try (Generation g = one.generate(one.prompt(PROMPTS.get(i)), options(i))) {
                    alone.add(bits(g));
                }
            }
        }
        for (int threads : new int[] {1, 2}) {
            try (LanguageModel other = LanguageModel.builder(Models.stories())
                            .threads(threads)
                            .open();
                    GenerationLoop loop = new GenerationLoop(other, 8, 8)) {
                for (int round = 0; round < 2; round++) { // in the second the prompts were read before
                    List<Generation> together = new ArrayList<>();
                    for (int i = 0; i < PROMPTS.size(); i++) {
                        together.add(loop.generate(other.prompt(PROMPTS.get(i)), options(i)));
                    }
                    for (int i = 0; i < PROMPTS.size(); i++) {
                        assertThat(bits(together.get(i))).as(PROMPTS.get(i)).isEqualTo(alone.get(i));
                    }
                }
            }
        }
    }

    @Test
    void logprobsAreThoseOfReadingTheTextAgain() {
        try (Generation story =
                model.generate(model.prompt("Once upon a time"), options(1).maxTokens(30))) {
            List<Token> tokens = new ArrayList<>(story.prompt().tokens());
            while (story.hasNext()) {
                GeneratedToken token = story.next();
                Prompt before = new Prompt("", tokens, List.of(), null);
                Candidate same = model.next(before, 512).candidates().stream()
                        .filter(c -> c.id() == token.id())
                        .findFirst()
                        .orElseThrow();
                assertThat(token.logprob()).isCloseTo((float) Math.log(same.probability()), within(2e-6f));
                assertThat(token.top()).hasSize(3);
                tokens.add(new Token(null, token.piece(), token.id(), null, false));
            }
        }
    }

    @Test
    void stopStringsEndTheTextBeforeThem() {
        String whole = written("Once upon a time", GenerateOptions.DEFAULT.maxTokens(60));
        for (String stop : List.of("girl named", "Lily", ".\n", "She loved to", "park.")) {
            int at = whole.indexOf(stop);
            assertThat(at).isPositive();
            GenerateOptions options = GenerateOptions.DEFAULT.maxTokens(60).stops(List.of(stop));
            try (Generation story = model.generate(model.prompt("Once upon a time"), options)) {
                assertThat(story.readAll()).isEqualTo(whole.substring(0, at));
                assertThat(story.finish()).isEqualTo(Finish.STOP);
                assertThat(story.stopString()).isEqualTo(stop);
            }
        }
    }

    @Test
    void aSchemaIsHeldByAModelThatKnowsNoJson() {
        Object schema = Json.read(
                "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"maxLength\":12},\"age\":{\"type\":\"integer\"},"
                        .concat("\"kind\":{\"enum\":[\"cat\",\"dog\"]}},\"required\":[\"name\",\"age\",\"kind\"]}")
                        .getBytes(StandardCharsets.UTF_8),
                "schema");
        int whole = 0;
        for (int seed = 0; seed < 10; seed++) {
            GenerateOptions options = GenerateOptions.DEFAULT
                    .maxTokens(200)
                    .sampling(Sampling.GREEDY.temperature(1).seed(seed))
                    .schema(schema, "schema");
            try (Generation story = model.generate(model.prompt("Lily is"), options)) {
                String text = story.readAll();
                if (story.finish() != Finish.LENGTH) {
                    whole++;
                    JsonObject read = JsonObject.read(text.getBytes(StandardCharsets.UTF_8), "written");
                    assertThat(read.string("kind").orElseThrow()).isIn("cat", "dog");
                    assertThat(read.integer("age")).isPresent();
                    String name = read.string("name").orElseThrow();
                    assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(12);
                }
            }
        }
        assertThat(whole).as("texts that ended").isPositive();
    }

    @Test
    void partsAddUpToTheScore() {
        Prompt prompt = model.prompt("Once upon a time, there was a little girl named Lily. She loved to play");
        for (int tokens = 1; tokens <= prompt.tokens().size(); tokens++) {
            Prompt begun = first(prompt, tokens);
            List<Candidate> likely = model.next(begun, 2).candidates();
            for (int against : new int[] {-1, likely.get(1).id()}) {
                Attribution why = model.why(begun, likely.getFirst().id(), against);
                double sum = why.parts().stream().mapToDouble(Part::share).sum();
                double tolerance = 1e-4 * Math.max(1, Math.abs(why.logit()));
                assertThat(sum + why.rest()).isCloseTo(why.logit(), within(tolerance));
                assertThat(Math.abs(why.rest())).isLessThan((float) tolerance);
                assertThat(why.logit())
                        .isCloseTo(
                                likely.get(0).logit()
                                        - (against < 0 ? 0 : likely.get(1).logit()),
                                within(1e-5f));
                assertThat(why.parts().stream().filter(p -> p.kind() == Kind.ATTENTION))
                        .hasSize(5 * 8 * tokens);
                assertThat(why.parts().stream().filter(p -> p.kind() == Kind.FEED_FORWARD))
                        .hasSize(5);
            }
        }
    }

    @Test
    void theLensEndsAtWhatTheModelExpects() {
        NextWord next = model.next(model.prompt("Lily went to the"), 10);
        assertThat(next.layers()).hasSize(6);
        assertThat(next.layers().getLast().candidates()).isEqualTo(next.candidates());
        assertThat(next.layers().getFirst().candidates()).isNotEqualTo(next.candidates());
        assertThat(next.candidates().getFirst().text()).isEqualTo(" p"); // of park
        assertThat(next.candidates().stream()
                        .mapToDouble(Candidate::probability)
                        .sum())
                .isLessThanOrEqualTo(1.00001);
    }

    @Test
    void sharesOfSectionsAddUpBesideTheFirstTokens() {
        String text = "Lily likes cats. Tom likes dogs. Lily has a";
        List<Prompt.Section> sections =
                List.of(new Prompt.Section("lily", new Span(0, 16)), new Prompt.Section("tom", new Span(17, 32)));
        GenerateOptions options = GenerateOptions.DEFAULT.maxTokens(4).sections(true);
        try (Generation story = model.generate(model.prompt(text, sections), options)) {
            while (story.hasNext()) {
                List<GeneratedToken.SectionShare> shares = story.next().attention();
                assertThat(shares)
                        .extracting(GeneratedToken.SectionShare::section)
                        .containsExactly("lily", "tom", "rest of the prompt", "written", GeneratedToken.FIRST_TOKEN);
                assertThat(shares.subList(0, 4).stream()
                                .mapToDouble(s -> s.share())
                                .sum())
                        .isCloseTo(1, within(1e-5));
                assertThat(shares.getLast().share()).isBetween(0f, 1f);
            }
        }
    }

    @Test
    void typedControlTokensArePlainText() {
        assertThat(model.prompt("</s><s>Hi").tokens().stream()
                        .filter(t -> t.id() <= 2)
                        .map(Token::id))
                .containsExactly(1); // the one that the tokenizer puts in front
    }

    @Test
    void aPromptThatDoesNotFitIsAnErrorOrSaid() {
        Prompt prompt = model.prompt("The cat sat. ".repeat(200));
        int count = prompt.tokens().size();
        assertThatThrownBy(() -> model.generate(prompt, GenerateOptions.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512")
                .hasMessageContaining(String.valueOf(count));
        assertThatThrownBy(() -> model.next(prompt, 1)).hasMessageContaining(String.valueOf(count));
        Prompt fitted = model.fit(prompt, Overflow.WINDOW, 100);
        assertThat(fitted.tokens()).hasSize(412);
        assertThat(fitted.tokens().getFirst()).isEqualTo(prompt.tokens().getFirst());
        assertThat(fitted.tokens().getLast()).isEqualTo(prompt.tokens().getLast());
        assertThat(fitted.leftOut().length()).isEqualTo(count - 412);
        GenerateOptions endless =
                GenerateOptions.DEFAULT.maxTokens(500).sampling(Sampling.GREEDY.logitBias(Map.of(1, -100f, 2, -100f)));
        try (Generation story = model.generate(fitted, endless)) {
            story.readAll();
            assertThat(story.finish()).isEqualTo(Finish.LENGTH);
            assertThat(story.count()).isEqualTo(100); // the context is full
        }
    }

    @Test
    void aLoopRefusesWhoIsTooMuchAndEndsWhoLeaves() {
        try (GenerationLoop loop = new GenerationLoop(model, 1, 1)) {
            GenerateOptions endless = GenerateOptions.DEFAULT.maxTokens(500);
            Generation running = loop.generate(model.prompt("Once"), endless);
            assertThat(running.hasNext()).isTrue();
            Generation waiting = loop.generate(model.prompt("Tom"), endless.maxTokens(3));
            assertThatThrownBy(() -> loop.generate(model.prompt("Max"), endless))
                    .isInstanceOf(RejectedExecutionException.class);
            running.close();
            waiting.readAll();
            assertThat(waiting.finish()).isEqualTo(Finish.LENGTH);
            assertThat(running.hasNext()).isFalse();
        }
    }

    @Test
    void aTextThatFailsLeavesTheOthers() {
        try (GenerationLoop loop = new GenerationLoop(model, 4, 4)) {
            Generation good = loop.generate(model.prompt("Once upon"), options(0));
            Sampling none = Sampling.GREEDY.logitBias(all(-100f));
            Generation bad = loop.generate(model.prompt("Once upon"), GenerateOptions.DEFAULT.sampling(none));
            assertThatThrownBy(bad::readAll).hasMessageContaining("logit bias");
            assertThat(good.readAll()).isNotEmpty();
        }
    }

    private static Map<Integer, Float> all(float bias) {
        Map<Integer, Float> biases = new HashMap<>();
        for (int id = 0; id < 512; id++) {
            biases.put(id, bias);
        }
        return biases;
    }

    @Test
    void chatIsRefusedWithARemedy() {
        assertThat(model.chats()).isFalse();
        assertThatThrownBy(() -> model.chat(List.of(ChatMessage.of("user", "Hi"))))
                .hasMessageContaining("stories260K")
                .hasMessageContaining("generate");
    }

    @Test
    void asAnEncoderItSeesNothingAhead() {
        try (Encoder encoder = Encoder.open(Models.stories())) {
            var attention =
                    encoder.attention("Lily went to the").layer(5).head(1).weights();
            for (int i = 0; i < attention.rows(); i++) {
                for (int j = i + 1; j < attention.columns(); j++) {
                    assertThat(attention.at(i, j)).isZero(); // what lies ahead
                }
            }
        }
    }
}
