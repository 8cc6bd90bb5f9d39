package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.file.MemoryFolder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bare vocab.txt with BERT's defaults. */
class VocabularyFileTest {
    private static final String GOOD = "[UNK]\n[CLS]\n[SEP]\nbank\nBank\ne\n\u00e9\n\u4e2d\n";

    @Test
    void anUncasedModelLowerCasesAndStripsAccents() {
        assertThat(read(GOOD, true).tokenize("Bank \u00c9\u4e2d").ids()).containsExactly(3, 5, 7);
    }

    @Test
    void aCasedModelDoesNeither() {
        assertThat(read(GOOD, false).tokenize("Bank \u00e9\u4e2d E").ids()).containsExactly(4, 6, 7, 0);
    }

    @Test
    void linesMayEndInCarriageReturnsAndTheLastInNothing() {
        Tokenizer tokenizer = read(GOOD.replace("\n", "\r\n").strip(), true);
        assertThat(tokenizer.vocabularySize()).isEqualTo(8);
        assertThat(tokenizer.piece(7)).isEqualTo("\u4e2d");
    }

    @Test
    void itsTemplateAndSpecialTokensAreBerts() {
        Tokenizer tokenizer = read(GOOD, true);
        assertThat(tokenizer.template()).isEqualTo(new Template(new int[] {1}, new int[] {2}));
        assertThat(tokenizer.isControl(2)).isTrue();
        assertThat(tokenizer.isControl(3)).isFalse();
        assertThat(tokenizer.tokenize("[SEP]bank", UserSpecials.AS_TOKENS).ids())
                .containsExactly(2, 3);
    }

    @ParameterizedTest
    @CsvSource({"bank,[CLS],every piece once", "[SEP],sep,[SEP]", "[UNK],unk,[UNK]", "bank,'',line 4"})
    void aMissingEmptyOrRepeatedPieceIsRefused(String there, String instead, String named) {
        assertThatThrownBy(() -> read(GOOD.replace(there, instead), true))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageStartingWith("vocab.txt: expected ")
                .hasMessageContaining(named);
    }

    @Test
    void anEmptyFileAndOtherBytesAreRefused() {
        assertThatThrownBy(() -> read("", true))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("empty");
        byte[] latin = GOOD.getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> MemoryFolder.vocabulary(latin, true))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContainingAll("UTF-8", "byte 0");
    }

    private static Tokenizer read(String lines, boolean lowercase) {
        return MemoryFolder.vocabulary(lines.getBytes(StandardCharsets.UTF_8), lowercase);
    }
}
