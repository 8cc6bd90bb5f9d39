package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for any string whatever, lone surrogates included. */
class TokenizerPropertiesTest {
    private static final int UNKNOWN = TestTokenizers.UNCASED.id("[UNK]").getAsInt();

    @Property(tries = 400)
    void spansAreInRangeInOrderAndNotEmpty(@ForAll("texts") String text, @ForAll UserSpecials specials) {
        TokenSequence tokens = TestTokenizers.UNCASED.tokenize(text, specials);
        int start = 0;
        int end = 0;
        for (int i = 0; i < tokens.size(); i++) {
            assertThat(tokens.starts()[i]).isGreaterThanOrEqualTo(start).isLessThan(tokens.ends()[i]);
            assertThat(tokens.ends()[i]).isGreaterThanOrEqualTo(end).isLessThanOrEqualTo(text.length());
            start = tokens.starts()[i];
            end = tokens.ends()[i];
        }
    }

    @Property(tries = 200)
    void plainTextHasNoSpecialTokenButTheUnknownOne(@ForAll("texts") String text) {
        for (int id : TestTokenizers.UNCASED
                .tokenize(text + "[SEP]" + text + "[MASK]")
                .ids()) {
            assertThat(id == UNKNOWN || !TestTokenizers.UNCASED.isControl(id))
                    .as("id %d", id)
                    .isTrue();
        }
    }

    @Property(tries = 200)
    void aSpaceKeepsItsSidesApart(@ForAll("texts") String left, @ForAll("texts") String right) {
        TokenSequence both = TestTokenizers.UNCASED.tokenize(left + " " + right);
        TokenSequence first = TestTokenizers.UNCASED.tokenize(left);
        TokenSequence second = TestTokenizers.UNCASED.tokenize(right);
        int shift = left.length() + 1;
        assertThat(both.size()).isEqualTo(first.size() + second.size());
        for (int i = 0; i < first.size(); i++) {
            assertThat(both.ids()[i]).isEqualTo(first.ids()[i]);
            assertThat(both.ends()[i]).isEqualTo(first.ends()[i]);
        }
        for (int i = 0; i < second.size(); i++) {
            assertThat(both.ids()[first.size() + i]).isEqualTo(second.ids()[i]);
            assertThat(both.starts()[first.size() + i]).isEqualTo(second.starts()[i] + shift);
        }
    }

    @Property(tries = 30)
    void longTextsAreTokenizedAsIfInOnePiece(@ForAll("texts") String text) {
        String line = text.replace('\n', ' ') + " é bank ";
        int repeats = 5000 / line.length() + 2;
        TokenSequence one = TestTokenizers.UNCASED.tokenize(line);
        TokenSequence many = TestTokenizers.UNCASED.tokenize(line.repeat(repeats));
        assertThat(many.size()).isEqualTo(one.size() * repeats);
        for (int i = 0; i < many.size(); i++) {
            int shift = i / one.size() * line.length();
            assertThat(many.ids()[i]).isEqualTo(one.ids()[i % one.size()]);
            assertThat(many.starts()[i]).isEqualTo(one.starts()[i % one.size()] + shift);
            assertThat(many.ends()[i]).isEqualTo(one.ends()[i % one.size()] + shift);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> units = Arbitraries.strings().all().ofMaxLength(30);
        Arbitrary<String> surrogates =
                Arbitraries.strings().withCharRange('\ud7f0', '\ue010').ofMaxLength(8);
        Arbitrary<String> latin =
                Arbitraries.strings().withCharRange(' ', '\u0370').ofMaxLength(30);
        Arbitrary<String> hangul =
                Arbitraries.strings().withCharRange('\uac00', '\ud7a3').ofMaxLength(5);
        Arbitrary<String> part = Arbitraries.oneOf(units, surrogates, latin, hangul, Arbitraries.of("[SEP]", "[CLS"));
        return Combinators.combine(part, part, part).as((a, b, c) -> a + b + c);
    }
}
