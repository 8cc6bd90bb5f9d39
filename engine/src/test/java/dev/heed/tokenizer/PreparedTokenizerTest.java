package dev.heed.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PreparedTokenizerTest {
    private static final byte[] JSON = json("bank", "##ing", "é", "\uD83D\uDE00", "vocab", "model");
    private static final String TEXT = "Banking [MASK] vocab \uD83D\uDE00 é model unknown";

    @Test
    void isTheSameTokenizer() {
        byte[] prepared = TokenizerFiles.prepare(JSON, "tokenizer.json").orElseThrow();
        Tokenizer expected = TokenizerFiles.fromJson(JSON, "tokenizer.json");
        Tokenizer actual =
                TokenizerFiles.fromPrepared(prepared, JSON, "tokenizer.json").orElseThrow();

        assertThat(actual.vocabularySize()).isEqualTo(expected.vocabularySize());
        for (int id = 0; id < expected.vocabularySize(); id++) {
            String piece = expected.piece(id);
            assertThat(actual.piece(id)).isEqualTo(piece);
            assertThat(actual.id(piece)).hasValue(id);
            assertThat(actual.isControl(id)).isEqualTo(expected.isControl(id));
        }
        for (UserSpecials specials : UserSpecials.values()) {
            TokenSequence tokens = actual.tokenize(TEXT, specials);
            assertThat(tokens.ids())
                    .containsExactly(expected.tokenize(TEXT, specials).ids());
        }
        assertThat(actual.template().prefix())
                .containsExactly(expected.template().prefix());
        assertThat(actual.template().suffix())
                .containsExactly(expected.template().suffix());
    }

    @Test
    void whatIsCutDamagedOrForeignIsPassedOver() {
        byte[] prepared = TokenizerFiles.prepare(JSON, "tokenizer.json").orElseThrow();
        for (int length = 0; length < prepared.length; length++) {
            assertThat(TokenizerFiles.fromPrepared(Arrays.copyOf(prepared, length), JSON, "tokenizer.json"))
                    .as("cut to %d bytes", length)
                    .isEmpty();
        }
        for (int at = 0; at < prepared.length; at++) {
            byte[] damaged = prepared.clone();
            damaged[at] ^= 1;
            assertThat(TokenizerFiles.fromPrepared(damaged, JSON, "tokenizer.json"))
                    .as("byte %d changed", at)
                    .isEmpty();
        }
        assertThat(TokenizerFiles.fromPrepared(JSON, JSON, "tokenizer.json")).isEmpty();
        byte[] other = json("tank", "##ing", "é", "\uD83D\uDE00", "vocab", "model");
        assertThat(other).hasSameSizeAs(JSON);
        assertThat(TokenizerFiles.fromPrepared(prepared, other, "tokenizer.json"))
                .isEmpty();
    }

    @Test
    void aFileThatIsRefusedIsNotPrepared() {
        byte[] cut = Arrays.copyOf(JSON, JSON.length - 1);
        assertThatThrownBy(() -> TokenizerFiles.prepare(cut, "tokenizer.json"))
                .isInstanceOf(InvalidFileException.class);
    }

    private static byte[] json(String... pieces) {
        return TestTokenizers.file(TestTokenizers.BERT_NORMALIZER, "", pieces).getBytes(StandardCharsets.UTF_8);
    }
}
