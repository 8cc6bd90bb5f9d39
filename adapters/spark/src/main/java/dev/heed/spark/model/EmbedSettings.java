package dev.heed.spark.model;

import dev.heed.Overflow;
import dev.heed.Precision;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * How texts of rows are embedded; travels from the driver to the executors. Immutable.
 *
 * @param model a packaged model's name, or a folder that every executor finds under this path
 * @param prompt the name of one of the folder's prompts, or what is put before each text; null for what the folder puts there
 * @param precision number format of the products
 * @param overflow what happens to longer texts
 * @param maxTokens the most tokens of a text; 0 for the model's limit
 * @param dimensions numbers of a vector, the first; 0 for all
 * @param batchSize rows that pass through the model together
 */
public record EmbedSettings(
        String model,
        String prompt,
        Precision precision,
        Overflow overflow,
        int maxTokens,
        int dimensions,
        int batchSize)
        implements Serializable {
    /** The model that is used where nothing is set. */
    public static final String MODEL = "minilm";

    /** Rows that pass through the model together where nothing is set. */
    public static final int BATCH_SIZE = 128;

    /** How the keys of a session's configuration begin: {@code spark.heed.model}, … */
    public static final String KEYS = "spark.heed.";

    public EmbedSettings {
        if (maxTokens < 0 || dimensions < 0 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "heed: expected maxTokens and dimensions of 0 or more and a batchSize of 1 or more, got "
                            + maxTokens + ", " + dimensions + " and " + batchSize);
        }
    }

    /** What a session's configuration says; {@code null} is asked for and answered for keys that are not set. */
    public static EmbedSettings of(UnaryOperator<String> configuration) {
        UnaryOperator<String> values = key -> configuration.apply(KEYS + key);
        return new EmbedSettings(
                text(values, "model", MODEL),
                values.apply("prompt"),
                oneOf(Precision.class, "precision", text(values, "precision", "fp32")),
                oneOf(Overflow.class, "overflow", text(values, "overflow", "truncate")),
                number(values, "maxTokens", 0),
                number(values, "dimensions", 0),
                number(values, "batchSize", BATCH_SIZE));
    }

    /** The same behind another prompt. */
    public EmbedSettings withPrompt(String other) {
        return new EmbedSettings(model, other, precision, overflow, maxTokens, dimensions, batchSize);
    }

    /** One of an enum's values by its name in small letters. */
    public static <E extends Enum<E>> E oneOf(Class<E> type, String key, String value) {
        for (E each : type.getEnumConstants()) {
            if (each.name().equalsIgnoreCase(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException(KEYS + key + ": expected one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ", got " + value);
    }

    private static String text(UnaryOperator<String> values, String key, String otherwise) {
        String value = values.apply(key);
        return value == null ? otherwise : value;
    }

    private static int number(UnaryOperator<String> values, String key, int otherwise) {
        String value = values.apply(key);
        try {
            return value == null ? otherwise : Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(KEYS + key + ": expected a number, got " + value, e);
        }
    }
}
