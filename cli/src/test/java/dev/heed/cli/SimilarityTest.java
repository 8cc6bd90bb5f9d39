package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    private static final String A = "A man is eating food.";
    private static final String B = "Someone has a meal.";

    @Test
    void sharesAndRestAreTheScoreInTheDocument() {
        Map<String, Object> document =
                heed("similarity", "--format", "json", A, B).json();
        assertThat(document.keySet())
                .containsExactly(
                        "a",
                        "b",
                        "model",
                        "score",
                        "percentile",
                        "standing",
                        "notes",
                        "pairs",
                        "rest",
                        "pooling",
                        "exact",
                        "effects");
        List<Map<String, Object>> pairs = Ran.objects(document.get("pairs"));
        double sum = pairs.stream().mapToDouble(pair -> number(pair, "share")).sum() + number(document, "rest");
        assertThat(sum).isEqualTo(number(document, "score"), within(1e-6));
        assertThat(number(document, "percentile")).isBetween(99.9, 100.0);
        assertThat(pairs).hasSize(6 * 5).allSatisfy(pair -> {
            assertThat(surface(A, pair.get("a"))).isEqualTo(text(pair.get("a")));
            assertThat(surface(B, pair.get("b"))).isEqualTo(text(pair.get("b")));
        });
    }

    @Test
    void thePageShowsScoreSharesAndEffects() {
        Ran ran = heed("similarity", A, B);
        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out())
                .startsWith(
                        "Similarity 0.680, all-MiniLM-L6-v2\nOf 100 random pairs of texts, more than 99.9 are less alike.\n")
                .contains("Someone    has      a   meal\n")
                .contains("\nrest 0.233 (special tokens)");
        assertThat(ran.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void aLongTextHasItsColumnsBelowEachOther() {
        Ran ran = heed("similarity", "--width", "40", A, "one two three four five six seven eight nine ten");
        assertThat(ran.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
        assertThat(ran.out()).contains(" nine").contains(" ten");
    }

    @Test
    void aTextWithoutAWordIsBadInputAndOneTextIsWrongUsage() {
        Ran blank = heed("similarity", A, "");
        assertThat(blank.code()).isEqualTo(1);
        assertThat(blank.err()).startsWith("heed similarity: second text: expected at least one word");
        assertThat(heed("similarity", A).code()).isEqualTo(2);
    }

    private static double number(Map<String, Object> object, String key) {
        return ((Number) object.get(key)).doubleValue();
    }

    @SuppressWarnings("unchecked")
    private static String text(Object place) {
        return (String) ((Map<String, Object>) place).get("text");
    }

    @SuppressWarnings("unchecked")
    private static String surface(String input, Object place) {
        Map<String, Object> span = (Map<String, Object>) place;
        return input.substring((Integer) span.get("start"), (Integer) span.get("end"));
    }
}
