package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every key that is known stands in docs/folders.md or docs/tokenizers.md. */
class FolderFileTest {
    @Test
    void theDocumentsListEveryKey() throws IOException {
        String documents =
                Files.readString(Path.of("../docs/folders.md")) + Files.readString(Path.of("../docs/tokenizers.md"));
        for (var file : FolderFile.listed().entrySet()) {
            for (String key : file.getValue()) {
                assertThat(documents).as("%s of %s", key, file.getKey()).contains("`" + key + "`");
            }
        }
        for (ModuleList.Kind kind : ModuleList.Kind.values()) {
            assertThat(ModuleList.kind("sentence_transformers.models." + name(kind), ""))
                    .isEqualTo(kind);
        }
    }

    private static String name(ModuleList.Kind kind) {
        return switch (kind) {
            case MASKED_TRANSFORMER -> "MLMTransformer";
            default -> {
                StringBuilder name = new StringBuilder();
                for (String part : kind.name().split("_")) {
                    name.append(part.charAt(0)).append(part.substring(1).toLowerCase(java.util.Locale.ROOT));
                }
                yield name.toString();
            }
        };
    }
}
