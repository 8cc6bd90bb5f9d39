package dev.heed.cli.language;

import dev.heed.GenerateOptions;
import dev.heed.Overflow;
import dev.heed.cli.console.CommandForm;
import dev.heed.cli.console.WrongUsage;
import dev.heed.format.Json;
import dev.heed.generation.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How texts are written, as {@code generate} and {@code chat} take it. */
final class WrittenOptions {
    private final Sampling usual;
    private int maxTokens = 256;
    private Double temperature;
    private Integer topK;
    private Double topP;
    private Double minP;
    private Double repeatPenalty;
    private Long seed;
    private List<String> biases = List.of();
    private List<String> stops = List.of();
    private Path schema;
    private int top;
    private boolean sections;
    private Overflow overflow = Overflow.ERROR;

    WrittenOptions(Sampling usual) {
        this.usual = usual;
    }

    void define(CommandForm form) {
        form.option(
                "--max-tokens", "N", Integer.class, given -> maxTokens = given, "No more are written. Default: 256.");
        form.option(
                "--temperature",
                "T",
                Double.class,
                given -> temperature = given,
                "How far from the likeliest words the model may go; 0 takes the likeliest always. Default: "
                        + usual.temperature() + ".");
        form.option("--top-k", "K", Integer.class, given -> topK = given, "Only the K likeliest tokens; 0 for all.");
        form.option(
                "--top-p",
                "P",
                Double.class,
                given -> topP = given,
                "Only the likeliest tokens that have the share P together; 1 for all.");
        form.option(
                "--min-p",
                "P",
                Double.class,
                given -> minP = given,
                "Only tokens at least P times as likely as the likeliest; 0 for all.");
        form.option(
                "--repeat-penalty",
                "R",
                Double.class,
                given -> repeatPenalty = given,
                "Makes what stands there already less likely; 1 for no difference.");
        form.repeatable(
                "--logit-bias", "ID=BIAS", given -> biases = given, "Added to a token's score; -100 rules it out.");
        form.option(
                "--seed",
                "N",
                Long.class,
                given -> seed = given,
                "The same seed writes the same text, on any machine. Default: 0.");
        form.repeatable("--stop", "S", given -> stops = given, "Ends the text before this string; may be repeated.");
        form.option(
                "--json-schema",
                "FILE",
                Path.class,
                given -> schema = given,
                "Writes JSON that fits this schema; what of a schema is not understood is refused.");
        form.option(
                "--top",
                "N",
                Integer.class,
                given -> top = given,
                "With --format json: so many likeliest tokens at each place. Default: 0.");
        form.flag(
                "--sections",
                given -> sections = given,
                "With each token the share of attention by section of the prompt.");
        form.option(
                "--overflow",
                "error|window",
                Overflow.class,
                given -> overflow = given,
                "A prompt longer than the model's context: an error, or its head and its tail are read. Default: error.");
    }

    boolean sections() {
        return sections;
    }

    Overflow overflow() {
        return overflow;
    }

    int maxTokens() {
        return maxTokens;
    }

    GenerateOptions checked() throws IOException {
        try {
            Sampling sampling = usual.temperature(temperature == null ? usual.temperature() : temperature)
                    .topK(topK == null ? usual.topK() : topK)
                    .topP(topP == null ? usual.topP() : topP)
                    .minP(minP == null ? usual.minP() : minP)
                    .repeatPenalty(repeatPenalty == null ? usual.repeatPenalty() : repeatPenalty)
                    .logitBias(biases())
                    .seed(seed == null ? usual.seed() : seed);
            GenerateOptions options = GenerateOptions.DEFAULT
                    .maxTokens(maxTokens)
                    .sampling(sampling)
                    .stops(stops)
                    .top(top)
                    .sections(sections);
            options.check();
            return schema == null ? options : options.schema(schema(), schema.toString());
        } catch (IllegalArgumentException e) {
            throw new WrongUsage("--" + e.getMessage());
        }
    }

    private Object schema() throws IOException {
        try {
            return Json.read(Files.readAllBytes(schema), schema.toString());
        } catch (NoSuchFileException e) {
            throw new WrongUsage("--json-schema: expected a file, found none: " + schema);
        }
    }

    private Map<Integer, Float> biases() {
        Map<Integer, Float> out = new LinkedHashMap<>();
        for (String bias : biases) {
            String[] parts = bias.split("=", 2);
            try {
                out.put(Integer.valueOf(parts[0].strip()), Float.valueOf(parts[1].strip()));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("logit-bias: expected ID=BIAS, two numbers, got " + bias);
            }
        }
        return out;
    }
}
