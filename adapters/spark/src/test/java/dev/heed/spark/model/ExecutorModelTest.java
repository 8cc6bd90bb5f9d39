package dev.heed.spark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that a static model cannot honour are refused; the others are honoured. */
class ExecutorModelTest {
    private static final String MODEL = "../../engine/src/test/resources/dev/heed/heads/static/model2vec";

    private static EmbedSettings settings(Map<String, String> stated) {
        return EmbedSettings.of(key -> key.equals(EmbedSettings.KEYS + "model")
                ? MODEL
                : stated.get(key.substring(EmbedSettings.KEYS.length())));
    }

    @Test
    void dimensionsAreHonoured() {
        assertThat(ExecutorModel.of(settings(Map.of("dimensions", "3"))).dimension())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"precision,int8", "overflow,window", "maxTokens,16"})
    void whatItHasNoUseForIsRefused(String key, String value) {
        assertThatThrownBy(() -> ExecutorModel.of(settings(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("which the static model model2vec has no use for, got " + value);
    }
}
