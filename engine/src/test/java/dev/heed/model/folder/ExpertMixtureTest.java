package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import dev.heed.model.ExpertMixture;
import dev.heed.model.TokenBatch;
import dev.heed.model.weights.ModelFiles;
import dev.heed.parallel.Workers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mixture of experts' configuration states beside what the goldens of its family have. */
class ExpertMixtureTest {
    private static final Path FOLDER = TinyModelsTest.resource("/dev/heed/golden/families/nomic-bert-mixture");

    private static ModelFiles folder(String stated, String other) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        String config = Files.readString(FOLDER.resolve("config.json"));
        assertThat(config).contains(stated);
        files.put("config.json", config.replace(stated, other).getBytes(StandardCharsets.UTF_8));
        files.put("model.safetensors", Files.readAllBytes(FOLDER.resolve("model.safetensors")));
        return new ModelFiles.Memory("folder", files);
    }

    @Test
    void everySecondBlockHasExperts() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            var blocks = TinyModelsTest.load(folder("{", "{"), arena).encoder().blocks();
            assertThat(blocks)
                    .extracting(block -> block.feedForward() instanceof ExpertMixture)
                    .containsExactly(false, true, false);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"expert_choice_router\": false | \"expert_choice_router\": true | expert_choice_router",
                "\"num_shared_experts\": 0 | \"num_shared_experts\": 1 | num_shared_experts",
                "\"moe_top_k\": 2 | \"moe_top_k\": 5 | moe_top_k: expected 1 to 4",
                "\"num_experts\": 4 | \"num_experts\": 1025 | num_experts",
                "\"ffn_div\": 1 | \"ffn_div\": 2 | ffn_div",
                "\"activation_function\": \"gelu\" | \"activation_function\": \"swiglu\" | a form of gelu for a mixture",
                "\"activation_function\": \"gelu\" | \"activation_function\": \"relu\" | activation_function",
                "\"scale_attn_weights\": true | \"scale_attn_weights\": false | scale_attn_weights"
            })
    void whatIsNotDoneIsRefusedByName(String stated, String other, String named) throws IOException {
        ModelFiles files = folder(stated, other);
        assertThatThrownBy(() -> LoadedModel.settings(files, "folder"))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(named)
                .message()
                .startsWith("folder/config.json: ")
                .doesNotContain("\n");
    }

    /** More experts than the file holds: the tensor says so. */
    @Test
    void expertsThatTheFileHasNotAreNamed() throws IOException {
        ModelFiles files = folder("\"num_experts\": 4", "\"num_experts\": 5");
        try (Arena arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> TinyModelsTest.load(files, arena))
                    .isInstanceOf(InvalidFileException.class)
                    .hasMessageContainingAll("encoder.layers.1.mlp.", "shape");
        }
    }

    /** Experts are chosen by each token: what stands beside it in a batch changes none of its bits. */
    @Test
    void aTextsBitsDoNotDependOnWhoSharesItsExperts() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            var encoder = TinyModelsTest.load(folder("{", "{"), arena).encoder();
            int[] one = {2, 7, 4, 11, 3};
            int[] other = {9, 30, 8, 8, 21, 5, 39, 12};
            var together = encoder.forward(TokenBatch.of(List.of(one, other, one)), 3, 3, Workers.CALLER_ONLY);
            var alone = encoder.forward(TokenBatch.of(List.of(one)), 3, 3, Workers.CALLER_ONLY);
            for (int row = 0; row < one.length; row++) {
                assertThat(together.get(3).row(row)).isEqualTo(alone.get(3).row(row));
                assertThat(together.get(3).row(one.length + other.length + row))
                        .isEqualTo(alone.get(3).row(row));
            }
        }
    }
}
