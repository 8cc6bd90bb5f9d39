package dev.heed.cli;

import static dev.heed.cli.Ran.heed;
import static dev.heed.cli.Ran.matrix;
import static dev.heed.cli.Ran.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    private static final String TO_THE_BANK = "I went to the bank to deposit money.";
    private static final String RIVER_BANK = "We sat by the river bank.";

    @Test
    void helpAndVersion() {
        assertThat(heed("--help").out()).contains("attend", "embed", "compare", "models", "doctor", "Start here");
        assertThat(heed("--version").out()).isEqualTo("heed 0.1.0" + System.lineSeparator());
        assertThat(heed("attend", "--help").out()).contains("Usage: heed attend", "Examples:", "--explain");
        assertThat(heed("help", "embed").out())
                .isEqualTo(heed("embed", "--help").out());
        assertThat(heed("help").out()).isEqualTo(heed("--help").out());
        Ran group = heed("vectors", "--help");
        assertThat(group.code()).isZero();
        assertThat(group.out()).contains("Usage: heed vectors COMMAND", "neighbors", "Trains a vector for each word");
        assertThat(heed("help", "vectors").out()).isEqualTo(group.out());
        assertThat(heed("help", "atend").code()).isEqualTo(2);
        assertThat(heed().code()).isEqualTo(2);
        assertThat(heed().err()).contains("Usage: heed");
        Ran unknown = heed("atend", "bank");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err())
                .isEqualTo(
                        "heed: unknown command atend; did you mean attend?; expected one of attend, embed, rerank, next, generate, chat,"
                                + " translate, compare, similarity, senses, index, concordance, vectors, serve, models, doctor;"
                                + " see heed --help" + System.lineSeparator());
    }

    @Test
    void compareShowsEveryLayer() {
        Map<String, Object> document = heed("compare", "--word", "bank", TO_THE_BANK, RIVER_BANK, "--format", "json")
                .json();

        assertThat(objects(document.get("occurrences")))
                .extracting(o -> o.get("start"))
                .containsExactly(14, 20);
        assertThat(objects(document.get("layers")))
                .extracting(l -> l.get("layer"))
                .containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(matrix(document.get("static"))[0][1]).isEqualTo(1, within(1e-6));
        assertThat(matrix(objects(document.get("layers")).getLast().get("similarity"))[0][1])
                .isLessThan(0.9);

        assertThat(heed("compare", "--word", "bank", TO_THE_BANK, RIVER_BANK).out())
                .contains("static     1.00", "layer 0", "layer 6");
        assertThat(heed("compare", "--word", "Bank", TO_THE_BANK, RIVER_BANK, "bank")
                        .out())
                .contains("layer 6\n");
    }

    @Test
    void compareSaysWhetherTheWordMeansTheSame() {
        String[] texts = {"She put her savings in the bank.", "The boat drifted to the bank of the river.", TO_THE_BANK
        };
        var answers = objects(heed("compare", "--word", "bank", "--format", "json", texts[0], texts[1], texts[2])
                .json()
                .get("sameMeaning"));
        assertThat(answers).extracting(answer -> answer.get("a")).containsExactly(0, 0, 1);
        assertThat(answers).extracting(answer -> answer.get("b")).containsExactly(1, 2, 2);
        double[] scores = answers.stream()
                .mapToDouble(answer -> ((Number) answer.get("score")).doubleValue())
                .toArray();
        assertThat(scores[1]).isGreaterThan(Math.max(scores[0], scores[2]) + 1);
        assertThat(answers.get(1).get("same")).isEqualTo(true);
        assertThat(answers.get(2).get("same")).isEqualTo(false);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(((Number) answer.get("confidence")).doubleValue())
                        .isBetween(0.5, 1.0));
        assertThat(heed("compare", "--word", "bank", texts[0], texts[1], texts[2])
                        .out())
                .contains("Same meaning?\n  1  and  2  ", "  1  and  3  yes ", "  2  and  3  no ");
    }

    @Test
    void compareNeedsTheWordInEveryText() {
        assertThat(heed("compare", "--word", "river", TO_THE_BANK, RIVER_BANK))
                .satisfies(ran -> assertThat(ran.code()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.err())
                        .contains("expected it in every text")
                        .hasLineCount(1));
        assertThat(heed("compare", "--word", "bank", RIVER_BANK).err()).contains("found it once");
        assertThat(heed("compare", RIVER_BANK).code()).isEqualTo(2);
        assertThat(heed("compare", "--word", "bank").code()).isEqualTo(2);
    }

    @Test
    void modelsAndDoctor() {
        Map<String, Object> models = heed("models", "--format", "json").json();
        assertThat(objects(models.get("models")).getFirst())
                .containsEntry("name", "all-MiniLM-L6-v2")
                .containsEntry("maxTokens", 256)
                .containsKeys("path", "family", "dimension", "layers", "heads", "pooling");
        Map<String, Object> doctor = heed("doctor", "--format", "json").json();
        assertThat(doctor)
                .containsOnlyKeys("java", "os", "processor", "features", "kernel", "kernels", "cache", "prepared");
        assertThat(objects(doctor.get("kernels")))
                .anySatisfy(kernel ->
                        assertThat(kernel).containsEntry("usable", true).containsKeys("reason", "remedy"));
        assertThat(heed("models").out()).contains("all-MiniLM-L6-v2");
        assertThat(objects(doctor.get("kernels"))).allSatisfy(kernel -> {
            if (Boolean.TRUE.equals(kernel.get("usable"))) {
                assertThat((Double) kernel.get("gigaflops")).isPositive();
                assertThat(objects(kernel.get("fewerBits")))
                        .allSatisfy(fewer -> assertThat(fewer)
                                .containsKeys("precision", "unit")
                                .satisfies(found -> assertThat((Double) found.get("gigaflops"))
                                        .isPositive()));
            } else {
                assertThat(kernel).containsEntry("gigaflops", null).containsEntry("limit", null);
            }
        });
        assertThat(heed("doctor").out()).contains("Processor", "Kernel", "GFLOP/s a thread");
    }

    @Test
    void aDamagedModelIsOneLine(@TempDir Path model) throws IOException {
        assertThat(heed("embed", "--model", model.toString(), "--text", "a").err())
                .hasLineCount(1);
        Files.writeString(model.resolve("config.json"), "{");
        Ran ran = heed("embed", "--model", model.toString(), "--text", "a");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("heed embed: ").contains("config.json").hasLineCount(1);
        Ran verbose = heed("embed", "--verbose", "--model", model.toString(), "--text", "a");
        assertThat(verbose.err()).contains("\tat dev.heed");
    }

    @Test
    void aClosedPipeIsNoFailure() {
        assertThat(runInto("Broken pipe", "attend", "bank", "--format", "json")).isEqualTo(new Ran(0, "", ""));
        assertThat(runInto("Broken pipe", "embed", "--text", "bank")).isEqualTo(new Ran(0, "", ""));
        Ran full = runInto("No space left on device", "attend", "bank");
        assertThat(full.code()).isEqualTo(1);
        assertThat(full.err()).contains("No space left on device").hasLineCount(1);
        Ran embed = runInto("No space left on device", "embed", "--text", "bank");
        assertThat(embed.code()).isEqualTo(1);
        assertThat(embed.err())
                .startsWith("heed embed: standard output: cannot be written")
                .hasLineCount(1);
    }

    private static Ran runInto(String failure, String... args) {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(failure);
            }

            @Override
            public void flush() throws IOException {
                throw new IOException(failure);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(new byte[0]);
        int code = Main.run(args, in, closed, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
