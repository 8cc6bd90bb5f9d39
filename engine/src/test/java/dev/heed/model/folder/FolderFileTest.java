package dev.heed.model.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.format.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Every key that is known stands in docs/folders.md, and no other key is passed over in silence. */
class FolderFileTest {
    @Test
    void theDocumentListsEveryKey() throws IOException {
        String document = Files.readString(Path.of("../docs/folders.md"));
        for (var file : FolderFile.listed().entrySet()) {
            for (String key : file.getValue()) {
                assertThat(document).as("%s of %s", key, file.getKey()).contains("`" + key + "`");
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

    @Test
    void anUnknownKeyIsFound() {
        for (FolderFile file : FolderFile.values()) {
            JsonObject json = JsonObject.read("{\"surprise\": 1}".getBytes(StandardCharsets.UTF_8), "f.json");
            assertThat(file.unknown(json)).containsExactly("surprise");
            assertThat(file.known(json, "f.json")).isSameAs(json);
        }
    }
}
