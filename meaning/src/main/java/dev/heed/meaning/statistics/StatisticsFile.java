package dev.heed.meaning.statistics;

import dev.heed.format.InvalidFileException;
import dev.heed.format.SafetensorsFile;
import dev.heed.meaning.statistics.ModelStatistics.Spread;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Statistics as a safetensors file: for each surrounding {@code word.means} and {@code word.deviations} (layers,
 * hiddenSize) and {@code word.cosine} (2: mean, deviation), then {@code pairs} (the same), {@code scores} (bins) and, where it
 * is known, {@code probe} (texts, dimension); {@code __metadata__} holds {@code model} and {@code first_layer}. The same statistics give the same bytes.
 */
public final class StatisticsFile {
    private static final int MOST_LAYERS = 1_000;
    private static final String PROBE = "probe";

    private StatisticsFile() {}

    /**
     * Reads a file.
     *
     * @param where its name, for messages
     * @throws InvalidFileException if it is no such file
     */
    public static ModelStatistics read(byte[] bytes, String where) {
        SafetensorsFile file = SafetensorsFile.read(MemorySegment.ofArray(bytes), where);
        try {
            Map<Surrounding, List<Moments>> moments = new EnumMap<>(Surrounding.class);
            Map<Surrounding, Spread> cosines = new EnumMap<>(Surrounding.class);
            for (Surrounding surrounding : Surrounding.values()) {
                moments.put(surrounding, moments(file, name(surrounding)));
                cosines.put(surrounding, spread(file, name(surrounding) + ".cosine"));
            }
            String first = file.metadata().getOrDefault("first_layer", "");
            if (!first.matches("\\d{1,3}")) {
                throw new IllegalArgumentException("first_layer: expected a number, got " + first);
            }
            return new ModelStatistics(
                    file.metadata().getOrDefault("model", where),
                    Integer.parseInt(first),
                    moments,
                    cosines,
                    spread(file, "pairs"),
                    new Scores(file.require("scores").toFloats()),
                    probe(file));
        } catch (IllegalArgumentException e) {
            throw new InvalidFileException(where + ": " + e.getMessage() + "; compute the statistics again", e);
        }
    }

    /** The bytes of a file. */
    public static byte[] write(ModelStatistics statistics) {
        Map<String, float[][]> tensors = new LinkedHashMap<>();
        for (Surrounding surrounding : Surrounding.values()) {
            List<Moments> layers = statistics.moments().get(surrounding);
            tensors.put(
                    name(surrounding) + ".means",
                    layers.stream().map(Moments::means).toArray(float[][]::new));
            tensors.put(
                    name(surrounding) + ".deviations",
                    layers.stream().map(Moments::deviations).toArray(float[][]::new));
            tensors.put(
                    name(surrounding) + ".cosine", numbers(statistics.cosines().get(surrounding)));
        }
        tensors.put("pairs", numbers(statistics.pairs()));
        tensors.put("scores", new float[][] {statistics.scores().counts()});
        if (statistics.probe().length > 0) {
            tensors.put(PROBE, statistics.probe());
        }
        return bytes(tensors, statistics);
    }

    private static byte[] bytes(Map<String, float[][]> tensors, ModelStatistics statistics) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"model\":\"")
                .append(statistics.model().replaceAll("[^\\w.-]", "_"))
                .append("\",\"first_layer\":\"")
                .append(statistics.firstLayer())
                .append("\"}");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        tensors.forEach((name, rows) -> {
            int begin = data.size();
            for (float[] row : rows) {
                ByteBuffer buffer =
                        ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
                buffer.asFloatBuffer().put(row);
                data.writeBytes(buffer.array());
            }
            header.append(",\"").append(name).append("\":{\"dtype\":\"F32\",\"shape\":[");
            header.append(rows.length).append(',').append(rows[0].length);
            header.append("],\"data_offsets\":[")
                    .append(begin)
                    .append(',')
                    .append(data.size())
                    .append("]}");
        });
        header.append('}');
        while (header.length() % Long.BYTES != 0) {
            header.append(' ');
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + data.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data.toByteArray())
                .array();
    }

    private static float[][] probe(SafetensorsFile file) {
        if (!file.names().contains(PROBE)) {
            return new float[0][];
        }
        var tensor = file.require(PROBE);
        float[] all = tensor.toFloats();
        if (tensor.shape().length != 2 || tensor.shape()[0] > MOST_LAYERS) {
            throw new IllegalArgumentException("probe: expected (texts, dimension)");
        }
        int width = tensor.shape()[1];
        return IntStream.range(0, tensor.shape()[0])
                .mapToObj(row -> Arrays.copyOfRange(all, row * width, (row + 1) * width))
                .toArray(float[][]::new);
    }

    private static float[][] numbers(Spread spread) {
        return new float[][] {{(float) spread.mean(), (float) spread.deviation()}};
    }

    private static Spread spread(SafetensorsFile file, String name) {
        float[] numbers = file.require(name).toFloats();
        if (numbers.length != 2 || !Float.isFinite(numbers[0]) || !(numbers[1] > 0) || !Float.isFinite(numbers[1])) {
            throw new IllegalArgumentException(name + ": expected a mean and a deviation above 0");
        }
        return new Spread(numbers[0], numbers[1]);
    }

    private static List<Moments> moments(SafetensorsFile file, String name) {
        var means = file.require(name + ".means");
        var deviations = file.require(name + ".deviations");
        int[] shape = means.shape();
        if (shape.length != 2 || shape[0] < 1 || shape[0] > MOST_LAYERS || means.elements() != deviations.elements()) {
            throw new IllegalArgumentException(name + ": expected means and deviations, each (layers, hiddenSize)");
        }
        float[] allMeans = means.toFloats();
        float[] allDeviations = deviations.toFloats();
        List<Moments> moments = new ArrayList<>();
        for (int layer = 0; layer < shape[0]; layer++) {
            int from = layer * shape[1];
            moments.add(new Moments(
                    Arrays.copyOfRange(allMeans, from, from + shape[1]),
                    Arrays.copyOfRange(allDeviations, from, from + shape[1])));
        }
        return List.copyOf(moments);
    }

    private static String name(Surrounding surrounding) {
        return surrounding.name().toLowerCase(Locale.ROOT);
    }
}
