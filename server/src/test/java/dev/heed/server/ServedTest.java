package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.server.http.Keys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models a server gives out, and under which names. */
class ServedTest {
    private static Encoder open(Path folder) throws Exception {
        return Encoder.open(Models.find(RandomBert.into(folder).toString()));
    }

    @Test
    void two_models_of_one_name_are_refused(@TempDir Path folder) throws Exception {
        Path one = folder.resolve("one/bert");
        Path two = folder.resolve("two/bert");
        try (Encoder first = open(one);
                Encoder second = open(two)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeedServer.start(HeedServer.Options.LOCAL.port(0), List.of(first, second)))
                    .withMessage("models: expected each under a name of its own, got bert twice (" + one + ", " + two
                            + "); rename a folder or leave one out");
        }
    }

    @Test
    void each_is_found_by_its_name_the_first_without_one(@TempDir Path folder) throws Exception {
        try (Encoder first = open(folder.resolve("one"));
                Encoder second = open(folder.resolve("two"))) {
            Served served = new Served(List.of(first, second));
            assertThat(served.asked(Keys.of(Map.of()))).isSameAs(first);
            assertThat(served.asked(Keys.of(Map.of("model", "two")))).isSameAs(second);
            assertThat(served.all()).containsExactly(first, second);
        }
    }
}
