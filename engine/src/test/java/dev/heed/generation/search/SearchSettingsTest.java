package dev.heed.generation.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.format.JsonObject;
import dev.heed.generation.search.SearchSettings.EarlyStopping;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSettingsTest {
    private static SearchSettings read(String json) {
        return SearchSettings.read(
                JsonObject.read(json.getBytes(StandardCharsets.UTF_8), "generation_config.json"),
                "generation_config.json");
    }

    @Test
    void everyKeyIsRead() {
        SearchSettings settings = read("""
                {"decoder_start_token_id": 5, "eos_token_id": [0, 3], "num_beams": 6, "max_length": 512,
                 "min_length": 4, "length_penalty": 0.6, "early_stopping": "never", "no_repeat_ngram_size": 3,
                 "repetition_penalty": 1.5, "forced_bos_token_id": 9, "forced_eos_token_id": 0,
                 "suppress_tokens": [7], "begin_suppress_tokens": [8], "bad_words_ids": [[58100], [1, 2]],
                 "do_sample": false, "num_beam_groups": 1, "max_time": null, "transformers_version": "4.0"}""");
        assertThat(settings.start()).isEqualTo(5);
        assertThat(settings.ends()).containsExactly(0, 3);
        assertThat(settings.beams()).isEqualTo(6);
        assertThat(settings.maxLength()).isEqualTo(512);
        assertThat(settings.minLength()).isEqualTo(4);
        assertThat(settings.lengthPenalty()).isEqualTo(0.6);
        assertThat(settings.earlyStopping()).isEqualTo(EarlyStopping.NEVER);
        assertThat(settings.noRepeatNgram()).isEqualTo(3);
        assertThat(settings.repetitionPenalty()).isEqualTo(1.5f);
        assertThat(settings.forcedFirst()).isEqualTo(9);
        assertThat(settings.forcedLast()).containsExactly(0);
        assertThat(settings.suppressed()).containsExactly(7);
        assertThat(settings.suppressedFirst()).containsExactly(8);
        assertThat(settings.badWords()).containsExactly(new int[] {58100}, new int[] {1, 2});
    }

    @Test
    void numbersOfNewTokensGoOverLengthsAndTheStartIsCounted() {
        SearchSettings settings = read("""
                {"bos_token_id": 2, "max_length": 20, "max_new_tokens": 7, "min_new_tokens": 2}""");
        assertThat(settings.start()).isEqualTo(2);
        assertThat(settings.maxLength()).isEqualTo(8);
        assertThat(settings.minLength()).isEqualTo(3);
        assertThat(read("{\"bos_token_id\": 2}").maxLength()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"do_sample\": true | generation_config.json: do_sample: expected false, got true; translation does not do this, take the key out to translate without it",
                "\"num_beam_groups\": 2 | generation_config.json: num_beam_groups: expected 1.0, got 2; translation does not do this, take the key out to translate without it",
                "\"diversity_penalty\": 0.5 | generation_config.json: diversity_penalty: expected 0.0, got 0.5; translation does not do this, take the key out to translate without it",
                "\"encoder_no_repeat_ngram_size\": 3 | generation_config.json: encoder_no_repeat_ngram_size: expected 0.0, got 3; translation does not do this, take the key out to translate without it",
                "\"early_stopping\": \"often\" | generation_config.json: early_stopping: expected true, false or \"never\", got often",
                "\"num_beams\": 1000 | generation_config.json: num_beams: expected 1.0 to 64.0, got 1000.0",
                "\"bad_words_ids\": [[]] | generation_config.json: bad_words_ids: expected lists of ids, got [[]]",
                "\"eos_token_id\": \"</s>\" | generation_config.json: eos_token_id: expected the id of a token, got </s>",
                "\"forced_bos_token_id\": 1.5 | generation_config.json: forced_bos_token_id: expected the id of a token, got 1.5"
            })
    void whatIsNotDoneIsRefusedByName(String member, String message) {
        assertThatThrownBy(() -> read("{\"decoder_start_token_id\": 0, " + member.strip() + "}"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessage(message.strip());
    }

    @Test
    void aTargetNeedsABeginning() {
        assertThatThrownBy(() -> read("{\"eos_token_id\": 1}"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining("expected a decoder_start_token_id");
    }
}
