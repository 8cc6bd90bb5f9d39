package dev.heed.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeepTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Hi {name} and {{ user.id }} or ${x}, {}, %s, %1$s, %-5d, %(n)s, $HOME | {name} {{ user.id }} ${x} {} %s %1$s %-5d %(n)s $HOME
            <b class="a b">x</b> &amp; &#8364; a < b > c | <b class="a b"> </b> &amp; &#8364;
            See https://heed.dev/a?b=1, (www.x.org/y). | https://heed.dev/a?b=1 www.x.org/y
            Mail anna.b+c@x-y.co.uk. | anna.b+c@x-y.co.uk
            2.200.112 for 1,000.50 at 10:30, BE0768880101 and 12/31 | 2.200.112 1,000.50 10:30 BE0768880101 12 31
            a 5 % share, 50% so, 3rd, x86 | 5 50 3
            """)
    void findsWhatMustSurvive(String text, String expected) {
        assertThat(Kept.in(text, Keep.USUAL).stream().map(Kept::text).toList()).containsExactly(cut(text, expected));
    }

    /** The expected places; their own blanks make it necessary to look each up. */
    private static String[] cut(String text, String expected) {
        List<String> out = new ArrayList<>();
        String[] parts = expected.split(" ");
        for (int i = 0; i < parts.length; ) {
            int end = parts.length;
            while (!text.contains(String.join(" ", List.of(parts).subList(i, end)))
                    || end > i + 1 && !(parts[i].startsWith("{{") || parts[i].startsWith("<b"))) {
                end--;
            }
            out.add(String.join(" ", List.of(parts).subList(i, end)));
            i = end;
        }
        return out.toArray(String[]::new);
    }

    @Test
    void numbersSurviveInTheOtherLanguagesForm() {
        List<Kept> kept = Kept.in("It costs 1,000.50 for BE12, 3 times", Keep.USUAL);
        assertThat(Kept.lost(kept, "Es kostet 1.000,50 für BE12, 3 Mal")).isEmpty();
        assertThat(Kept.lost(kept, "Es kostet 1.000,05 für 12, 3 Mal").stream().map(Kept::text))
                .containsExactly("1,000.50", "BE12");
    }

    @Test
    void whatStandsTwiceMustStandTwice() {
        List<Kept> kept = Kept.in("%s is %s", Keep.USUAL);
        assertThat(Kept.lost(kept, "%s ist")).containsExactly(kept.get(1));
        assertThat(Kept.lost(kept, "%s ist %s")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|aa)+$", "(.*a){25}b", "(a|b)*c"})
    void anExpressionIsBoundedInTimeAndDepth(String regex) {
        String text = "a".repeat(30_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                assertThat(Kept.in(text, List.of(Keep.of(regex)))).hasSizeLessThan(2);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("keep: expected an expression");
            }
        });
    }

    @Test
    void theUsualOnesAreLinear() {
        String text = "<a{x$%1.".repeat(20_000) + "a.".repeat(50_000) + "@" + "<".repeat(20_000) + "{".repeat(20_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(Kept.in(text, Keep.USUAL)).isNotEmpty());
    }

    @Test
    void whatIsNoExpressionIsSaid() {
        assertThatThrownBy(() -> Keep.of("(a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("keep: expected a regular expression, got (a (Unclosed group");
    }
}
