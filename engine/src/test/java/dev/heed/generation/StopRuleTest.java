package dev.heed.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stop string ends the text before it, however the text is cut into tokens. */
class StopRuleTest {
    /** What comes out of pieces, and what stopped it. */
    private static List<String> run(List<String> stops, List<String> pieces) {
        StopRule rule = new StopRule(stops);
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            out.append(rule.add(piece));
            assertThat(stops.stream().noneMatch(stop -> out.indexOf(stop) >= 0)).isTrue();
        }
        out.append(rule.end());
        return Arrays.asList(out.toString(), rule.found());
    }

    @Test
    void aStringOverSeveralTokensDoesNotLeak() {
        StopRule rule = new StopRule(List.of("DEFGHIJ"));
        assertThat(rule.add("abcDEF")).isEqualTo("abc");
        assertThat(rule.add("G")).isEmpty();
        assertThat(rule.add("HI")).isEmpty();
        assertThat(rule.add("Jk")).isEmpty();
        assertThat(rule.found()).isEqualTo("DEFGHIJ");
        assertThat(rule.end()).isEmpty();
    }

    @Test
    void whatWasHeldIsSentWhenNoMatchFollows() {
        assertThat(run(List.of("?!"), List.of("why", "?"))).containsExactly("why?", null);
        assertThat(run(List.of("?!"), List.of("why", "?", " because"))).containsExactly("why? because", null);
        assertThat(run(List.of("aab"), List.of("a", "a", "a", "b"))).containsExactly("a", "aab");
    }

    @Test
    void aStringInsideOneTokenIsFound() {
        assertThat(run(List.of("gamma"), List.of("beta gamma delta"))).containsExactly("beta ", "gamma");
    }

    @Test
    void allWaysToCutATextGiveWhatIndexOfGives() {
        for (String stop : List.of("ab", "aa", "aba", "abab", "b", "abb")) {
            for (String text : List.of("aabab", "ababab", "abbaab", "aaaaab", "bbb", "abaabb")) {
                int found = text.indexOf(stop);
                String expected = found < 0 ? text : text.substring(0, found);
                for (int cuts = 0; cuts < 1 << (text.length() - 1); cuts++) {
                    List<String> pieces = pieces(text, cuts);
                    assertThat(run(List.of(stop), pieces)).containsExactly(expected, found < 0 ? null : stop);
                }
            }
        }
    }

    @Test
    void ofSeveralTheOneThatIsCompleteFirstCountsHoweverCut() {
        List<String> stops = List.of("abcd", "bc", "c", "dab");
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                text.append("abcd".charAt(random.nextInt(4)));
            }
            String whole = text.toString();
            int end = -1;
            String found = null;
            for (int i = 1; i <= whole.length() && found == null; i++) {
                for (String stop : stops) {
                    if (whole.startsWith(stop, i - stop.length())
                            && (found == null || stop.length() > found.length())) {
                        found = stop;
                        end = i - stop.length();
                    }
                }
            }
            String expected = found == null ? whole : whole.substring(0, end);
            assertThat(run(stops, pieces(whole, random.nextInt(1 << 11)))).containsExactly(expected, found);
        }
    }

    private static List<String> pieces(String text, int cuts) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || (cuts >> (i - 1) & 1) == 1) {
                pieces.add(text.substring(from, i));
                from = i;
            }
        }
        return pieces;
    }

    @Test
    void anEmptyStopIsRefused() {
        assertThatThrownBy(() -> new StopRule(List.of("a", ""))).hasMessageStartingWith("stop: expected");
    }
}
