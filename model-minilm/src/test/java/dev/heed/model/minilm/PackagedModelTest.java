package dev.heed.model.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heed.Models;
import dev.heed.spi.ModelProvider.PackedFile;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The jar holds the bytes that it states, and is found by both names of the model. */
class PackagedModelTest {
    @Test
    void statedSizesAndHashesAreThoseOfTheFiles() throws Exception {
        for (PackedFile file : new MiniLm().files()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long size = 0;
            try (InputStream in = new DigestInputStream(new MiniLm().open(file.name()), digest)) {
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    size += n;
                }
            }
            assertThat(size).as(file.name()).isEqualTo(file.size());
            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .as(file.name())
                    .isEqualTo(file.sha256());
        }
    }

    @Test
    void aServiceBringsItUnderAllItsNames() {
        assertThat(Models.packagedNames()).containsExactly("all-MiniLM-L6-v2");
        assertThat(Models.find("minilm").info())
                .isEqualTo(Models.find("all-minilm-l6-v2").info())
                .isEqualTo(Models.minilm().info());
    }
}
