package dev.heed.meaning.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Encoder;
import dev.heed.Models;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text in a language that the model was not made for is known as one, and English is not taken for it. */
class ReadingTest {
    private static Encoder encoder;

    @BeforeAll
    static void open() {
        encoder = Encoder.open(Models.minilm());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ich sitze auf der Bank im Park. Ich bringe das Geld zur Bank.",
                "Je suis assis sur le banc dans le parc. Je porte l'argent à la banque.",
                "Estoy sentado en el banco del parque. Llevo el dinero al banco.",
                "Sono seduto sulla panchina nel parco. Porto i soldi in banca.",
                "Ik zit op de bank in het park. Ik breng het geld naar de bank.",
                "Siedzę na ławce w parku. Zanoszę pieniądze do banku.",
                "Jag sitter på bänken i parken. Jag bär pengarna till banken.",
                "Parktaki bankta oturuyorum. Parayı bankaya götürüyorum.",
                "Я сижу на скамейке в парке. Я несу деньги в банк.",
                "أجلس على المقعد في الحديقة. أحمل المال إلى البنك.",
                "私は公園のベンチに座っています。お金を銀行に持って行きます。",
            })
    void otherLanguagesAreNotItsOwn(String text) {
        Reading reading = Reading.of(encoder, List.of(text));
        assertThat(reading.inItsLanguage()).as(reading.toString()).isFalse();
        assertThat(reading.reasonAgainst("nothing is said"))
                .get()
                .asString()
                .endsWith("nothing is said")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I went to the bank to deposit money. We sat by the river bank.",
                "The willows on the bank are taller than the mill now.",
                "Harriet took the clock apart on the table and cleaned the spring with a feather dipped in oil.",
                "Stocks fall in early trading",
                "China arrests eleven over baby-selling gang",
                "ok",
                "bank",
            })
    void englishIs(String text) {
        Reading reading = Reading.of(encoder, List.of(text));
        assertThat(reading.inItsLanguage()).as(reading.toString()).isTrue();
        assertThat(reading.unknown()).isEmpty();
        assertThat(reading.noteOfUnknown()).isEmpty();
    }

    @Test
    void whatItDoesNotKnowIsNamedSignsToo() {
        Reading reading = Reading.of(encoder, List.of("I paid \uD83D\uDCB0 for it", "\uD83D\uDCB8"));
        assertThat(reading.unknown()).containsExactly("\uD83D\uDCB0", "\uD83D\uDCB8");
        assertThat(reading.noteOfUnknown()).get().asString().contains("\uD83D\uDCB0, \uD83D\uDCB8", "[UNK]");
        assertThat(reading.nothingKnown()).isFalse();
        assertThat(Reading.of(encoder, List.of("\uD83D\uDCB0", "\uD83D\uDCB8")).nothingKnown())
                .isTrue();
    }
}
