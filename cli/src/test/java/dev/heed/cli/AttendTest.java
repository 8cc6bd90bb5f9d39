package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.heedReading;
import static dev.heed.cli.Ran.matrix;
import static dev.heed.cli.Ran.objects;
import static dev.heed.cli.Ran.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.heed.cli.screen.DisplayWidth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttendTest {
    private static final String TO_THE_BANK = "I went to the bank to deposit money.";
    private static final String RIVER_BANK = "We sat by the river bank.";
    private static final String LONG = "The quick brown fox jumps over the lazy dog and runs away from the hunters.";

    @Test
    void simpleModeHasTheExplainersNumbers() {
        Map<String, Object> document = heed("attend", "--simple", "bank grows money", "--format", "json")
                .json();

        assertThat(document.keySet())
                .contains(
                        "text",
                        "mode",
                        "model",
                        "layer",
                        "head",
                        "scale",
                        "tokens",
                        "words",
                        "missing",
                        "scores",
                        "weights",
                        "wordWeights",
                        "vectors",
                        "steps",
                        "notes");
        assertThat(matrix(document.get("scores"))[0])
                .containsExactly(new double[] {1.789, -0.080, 0.693}, within(1e-3));
        assertThat(matrix(document.get("weights"))[0])
                .containsExactly(new double[] {0.672, 0.104, 0.225}, within(1e-3));
        assertThat(document.get("wordWeights")).isEqualTo(document.get("weights"));
        assertThat(document.get("mode")).isEqualTo("simple");
        assertThat(document.get("layer")).isNull();
        assertThat(document.get("head")).isNull();
        assertThat(((Number) document.get("scale")).doubleValue()).isEqualTo(1);
        assertThat(document.get("missing")).isEqualTo(List.of());
        assertThat(objects(document.get("tokens")))
                .hasSize(3)
                .allMatch(token -> token.get("special").equals(false));
        assertThat(objects(document.get("words")).get(1))
                .isEqualTo(Map.of("text", "grows", "start", 5, "end", 10, "kind", "word", "tokens", List.of(1)));
    }

    @Test
    void simpleModeIsWrittenInTheExplainersForm() {
        Ran ran = heed("attend", "--simple", "bank grows money");

        assertThat(ran.out())
                .contains("bank' = 0.672·bank + 0.104·grows + 0.225·money\n")
                .contains("-0.080");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
    }

    @Test
    void theModelTellsTheTwoBanksApart() {
        assertThat(weight(TO_THE_BANK, "bank", "deposit")).isEqualTo(0.19, within(0.005));
        assertThat(weight(RIVER_BANK, "bank", "river")).isEqualTo(0.13, within(0.005));
    }

    @Test
    void theModelsSumIsLargestFirst() {
        assertThat(heed("attend", TO_THE_BANK).out()).contains("bank: 0.398·V([CLS]) + 0.192·V(deposit) + ");
    }

    @Test
    void theHeadingSaysWhoseValueVectorsAreSummed() {
        assertThat(heed("attend", TO_THE_BANK).out().replace('\n', ' '))
                .contains("V(x) stands for x's value vectors, one a head, here with the mean of the heads' weights.");
        assertThat(heed("attend", TO_THE_BANK, "--head", "8").out()).contains("; V(x) is the value vector of x.\n");
    }

    @Test
    void aTextWithoutWordsHasNoSums() {
        Ran ran = heed("attend", "!!!");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("a row sums to 1.").doesNotContain("What is summed");
        assertThat(ran.out()).doesNotEndWith("\n\n");
    }

    @Test
    void everyRowSumsToOne() {
        for (String head : List.of("mean", "1", "12")) {
            Map<String, Object> document = heed(
                            "attend", "unhappiness grows, doesn't it?", "--head", head, "--format", "json")
                    .json();
            for (String key : List.of("weights", "wordWeights")) {
                for (double[] row : matrix(document.get(key))) {
                    assertThat(Arrays.stream(row).sum()).as(key).isEqualTo(1, within(1e-5));
                }
            }
            assertThat(document.get("scores") == null).isEqualTo(head.equals("mean"));
            assertThat(document.get("head").toString()).isEqualTo(head);
        }
    }

    @Test
    void everyTokenBelongsToOneWord() {
        Map<String, Object> document = heed("attend", "Unhappiness, doesn't it? 😀", "--format", "json")
                .json();
        List<Object> tokens = objects(document.get("words")).stream()
                .flatMap(word -> ((List<?>) word.get("tokens")).stream())
                .map(Object.class::cast)
                .toList();

        assertThat(tokens).doesNotHaveDuplicates().hasSameSizeAs((List<?>) document.get("tokens"));
        assertThat(objects(document.get("words")).getFirst())
                .containsEntry("kind", "special")
                .containsEntry("text", null)
                .containsEntry("start", null);
    }

    @Test
    void explainGivesTheStepsOfEveryHead() {
        Map<String, Object> document = heed(
                        "attend", TO_THE_BANK, "--explain", "BANK", "--with-vectors", "--format", "json")
                .json();
        List<Map<String, Object>> steps = objects(document.get("steps"));

        assertThat(steps).hasSize(12);
        assertThat(steps).allSatisfy(step -> {
            assertThat(step.get("token")).isEqualTo(5);
            double[] exponentials = vector(step.get("exponentials"));
            double sum = ((Number) step.get("sum")).doubleValue();
            double[] weights = vector(step.get("weights"));
            assertThat(Arrays.stream(exponentials).sum()).isEqualTo(sum, within(1e-4));
            assertThat(exponentials[7] / sum).isEqualTo(weights[7], within(1e-5));
            assertThat(vector(step.get("query"))).hasSize(32);
            assertThat(matrix(step.get("weightedValues"))).hasDimensions(11, 32);
        });
        assertThat(steps.get(7).get("head")).isEqualTo(8);
        assertThat(matrix(((Map<?, ?>) document.get("vectors")).get("contextual")))
                .hasDimensions(11, 384);
    }

    @Test
    void explainInSimpleModeNamesTheWordsPosition() {
        Map<String, Object> document = heed(
                        "attend",
                        "--simple",
                        "Money: bank grows money",
                        "--explain",
                        "money",
                        "--occurrence",
                        "2",
                        "--format",
                        "json")
                .json();

        assertThat(objects(document.get("steps")))
                .singleElement()
                .satisfies(step -> assertThat(step).containsEntry("token", 3).containsEntry("head", null));
    }

    @Test
    void explainReadsStepByStep() {
        assertThat(heed("attend", "--simple", "--explain", "bank", "bank grows money")
                        .out())
                .contains("exp(score − 1.789)", "sum", "1.489", "0.672 ·", "bank'");
        assertThat(heed("attend", "--explain", "bank", TO_THE_BANK).out())
                .contains("head 12", "Head 8 in full", "deposit", "query·key", "1/√32");
    }

    @Test
    void everyStepHasItsTable() {
        String page = heed("attend", "--simple", "--explain", "bank", "bank grows money")
                .out();
        assertThat(page)
                .containsPattern("2\\. The scores: [^\\d]*\n\n +score\n +bank +1\\.789\n")
                .containsPattern(
                        "3\\. The weights: [^\\d]*\n\n +exp\\(score − 1\\.789\\) +weight\n +bank +1\\.000 +0\\.672\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bank grows money",
                TO_THE_BANK,
                LONG,
                "銀行はお金を増やす、東京の銀行へ行きました",
                "שלום עולם to everyone",
                "a\u001b[31mred\u202eevil\ttab\nline \u0085 end",
                "👩‍👩‍👧 family 😀 e\u0301clair",
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft is one word",
            })
    void pagesFitEightyColumnsAndKeepTheTerminalWhole(String text) {
        for (String[] options : new String[][] {{}, {"--simple"}, {"--explain", "word"}, {"--with-vectors"}}) {
            String[] args = new String[options.length + 2];
            System.arraycopy(options, 0, args, 0, options.length);
            args[options.length] = "attend";
            args[options.length + 1] = text + " word";
            java.util.Collections.rotate(Arrays.asList(args), 2);
            Ran ran = heed(args);

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().lines()).isNotEmpty().allSatisfy(line -> {
                assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(80);
                assertThat(line).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]");
            });
        }
    }

    @Test
    void aLongTextHasALineAWord() {
        Ran ran = heed("attend", LONG);

        assertThat(ran.out()).contains("does not fit 80 columns", "\nlazy: ", "\nthe#2: ", " rest\n", "--format json");
        assertThat(heed("attend", LONG, "--width", "200").out()).doesNotContain("does not fit");
    }

    @Test
    void standardInputIsOneText() {
        Map<String, Object> document = heedReading("\ufeffbank grows\nmoney\n", "attend", "-", "--format", "json")
                .json();

        assertThat(document.get("text")).isEqualTo("bank grows\nmoney\n");
        assertThat(heedReading("bank", "attend").code()).isZero();
    }

    @Test
    void truncationIsNoted() {
        Ran ran = heed("attend", "bank ".repeat(500), "--format", "json");

        assertThat(ran.err()).startsWith("note: text: 256 of 502 tokens read").hasLineCount(1);
        assertThat((List<?>) ran.json().get("tokens")).hasSize(256);
        assertThat(ran.json().get("truncated")).isEqualTo(true);
    }

    @Test
    void whatTheModelLacksIsBadInput() {
        assertFails(1, "heed attend: layer: expected 1 to 6, got 99", "attend", "--layer", "99", "bank");
        assertFails(1, "heed attend: head: expected 1 to 12, got 0", "attend", "--head", "0", "bank");
        assertFails(1, "at least one word", "attend", "");
        assertFails(1, "at least one word", "attend", " \n");
        assertFails(1, "at least one word", "attend", "--simple", "...");
        assertFails(1, "word river: not in the text", "attend", "--explain", "river", "bank");
        assertFails(1, "occurrence: expected 1 to 1", "attend", "--explain", "bank", "--occurrence", "2", "bank");
        assertFails(
                1,
                "expected a folder or one of [all-MiniLM-L6-v2, stories260K]",
                "attend",
                "--model",
                "nowhere",
                "bank");
    }

    @Test
    void wrongUsageIsTold() {
        assertFails(2, "--simple: has no layers", "attend", "--simple", "--layer", "1", "bank");
        assertFails(2, "--head: expected a number", "attend", "--head", "first", "bank");
        assertFails(2, "Unknown option: '--nonsense'; see heed attend --help", "attend", "--nonsense", "bank");
        assertFails(
                2,
                "heed attend: text: expected one argument, got 3; put the text in quotes: \"bank grows money\"; see",
                "attend",
                "bank",
                "grows",
                "money");
        assertFails(2, "expected one of [text, json]", "attend", "bank", "--format", "xml");
        assertFails(2, "--occurrence: expected --explain", "attend", "bank", "--occurrence", "2");
    }

    private static double weight(String text, String from, String to) {
        Map<String, Object> document = heed("attend", text, "--format", "json").json();
        List<Object> names = objects(document.get("words")).stream()
                .map(word -> word.get("text"))
                .toList();
        return matrix(document.get("wordWeights"))[names.indexOf(from)][names.indexOf(to)];
    }

    private static void assertFails(int code, String message, String... args) {
        Ran ran = heed(args);
        assertThat(ran.err()).contains(message).hasLineCount(1).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(code);
    }
}
