package dev.heed.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heed.format.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checkpoints that torch.save wrote (tools/goldens/torch_files.py): read for their tensors, never run. */
class TorchFileTest {
    @Test
    void tensorsAreReadWhereTheyLie() throws IOException {
        TorchFile file = read(bytes("tensors"));
        assertThat(file.names()).containsExactly("matrix", "parameter", "whole", "half", "part", "empty", "scalar");
        assertThat(file.require("matrix").shape()).containsExactly(2, 3);
        assertThat(file.require("matrix").toFloats()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1.25f);
        assertThat(file.require("parameter").toFloats()).containsExactly(-2, -1, 0, 1);
        assertThat(file.require("whole").toLongs()).containsExactly(0, 1, 2);
        assertThat(file.require("half").toFloats()).containsExactly(0, 0.125f, 0.25f, 0.375f, 0.5f);
        assertThat(file.require("part").toFloats()).containsExactly(2, 3, 4);
        assertThat(file.require("empty").shape()).containsExactly(0, 3);
        assertThat(file.require("scalar").toFloats()).containsExactly(2.5f);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            code | whose code is never run
            module | got the name "torch.nn.modules.linear.Linear" in it, whose code is never run
            turned | expected tensors that lie row by row
            """)
    void whatIsNoTensorIsRefusedByName(String name, String message) {
        assertThatThrownBy(() -> read(bytes(name)))
                .isInstanceOf(InvalidFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void damagedFilesEndInOneLine() throws IOException {
        byte[] whole = bytes("tensors");
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("cut to %d", length).isInstanceOf(InvalidFileException.class);
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0x5a;
            try {
                read(damaged).names();
            } catch (InvalidFileException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
            }
        }
    }

    private static TorchFile read(byte[] bytes) {
        return TorchFile.read(MemorySegment.ofArray(bytes), "m.bin");
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = TorchFileTest.class.getResourceAsStream(name + ".bin")) {
            return in.readAllBytes();
        }
    }
}
