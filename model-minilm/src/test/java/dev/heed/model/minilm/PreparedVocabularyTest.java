package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.tokenizer.Tokenizer;
import dev.heed.tokenizer.file.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** The vocabulary that is kept parsed is the one that the file holds. */
class PreparedVocabularyTest {
    @Test
    void all30522EntriesAreEqual() throws IOException {
        byte[] json;
        try (InputStream in = new MiniLm().open("tokenizer.json")) {
            json = in.readAllBytes();
        }
        Tokenizer expected = TokenizerFiles.fromJson(json, "tokenizer.json");
        byte[] prepared = TokenizerFiles.prepare(json, "tokenizer.json").orElseThrow();
        Tokenizer actual =
                TokenizerFiles.fromPrepared(prepared, json, "tokenizer.json").orElseThrow();

        assertThat(actual.vocabularySize()).isEqualTo(30522).isEqualTo(expected.vocabularySize());
        for (int id = 0; id < actual.vocabularySize(); id++) {
            String piece = expected.piece(id);
            assertThat(actual.piece(id)).isEqualTo(piece);
            assertThat(actual.id(piece)).hasValue(id);
            assertThat(actual.isControl(id)).isEqualTo(expected.isControl(id));
        }
        json[json.length / 2] ^= 1;
        assertThat(TokenizerFiles.fromPrepared(prepared, json, "tokenizer.json"))
                .as("kept from another file")
                .isEmpty();
    }
}
