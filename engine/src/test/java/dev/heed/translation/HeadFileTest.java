package dev.heed.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFileTest {
    private static final HeadChoice CHOICE = new HeadChoice(AlignmentHead.of("3.2+1"), 1, 0.8, 12);

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadForItsPairAlone() {
        HeadFile file = HeadFile.at(folder.resolve("alignment/a"));
        assertThat(file.read("en de null")).isEmpty();
        file.write("en de null", CHOICE);
        file.write("de en null", new HeadChoice(AlignmentHead.of("1.1"), Double.NaN, 0.5, 2));
        assertThat(file.read("en de null")).contains(AlignmentHead.of("3.2+1"));
        assertThat(file.read("de en null")).contains(AlignmentHead.of("1.1"));
        assertThat(file.read("fr en null")).isEmpty();
        file.write("en de null", new HeadChoice(AlignmentHead.of("2.2"), 1, 1, 12));
        assertThat(file.read("en de null")).contains(AlignmentHead.of("2.2"));
    }

    @Test
    void aDamagedFileOrOneThatCannotBeWrittenIsAsGoodAsNone() throws IOException {
        Path path = folder.resolve("b");
        HeadFile file = HeadFile.at(path);
        file.write("en de null", CHOICE);
        Files.writeString(path, Files.readString(path).replace("3.2+1", "9999999.2"));
        assertThat(file.read("en de null")).isEmpty();
        Files.write(path, new byte[] {(byte) 0xff, 1, 2});
        assertThat(file.read("en de null")).isEmpty();
        Files.write(path, new byte[1 << 17]);
        assertThat(file.read("en de null")).isEmpty();
        HeadFile nowhere = HeadFile.at(path.resolve("under a file/c"));
        nowhere.write("en de null", CHOICE);
        assertThat(nowhere.read("en de null")).isEmpty();
    }

    @Test
    void theFingerprintIsOfTheFiles() throws IOException {
        Path model = Files.createDirectories(folder.resolve("m"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.write(model.resolve("model.safetensors"), new byte[3 << 20]);
        String before = HeadFile.fingerprint(model);
        assertThat(HeadFile.fingerprint(model)).isEqualTo(before);
        byte[] other = new byte[3 << 20];
        other[other.length - 1] = 1;
        Files.write(model.resolve("model.safetensors"), other);
        assertThat(HeadFile.fingerprint(model)).isNotEqualTo(before);
    }
}
