package dev.heed.cli;

import dev.heed.format.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What one command line did. */
record Ran(int code, String out, String err) {
    static Ran heed(String... args) {
        return heedReading(new byte[0], args);
    }

    static Ran heedReading(byte[] standardInput, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args, new ByteArrayInputStream(standardInput), out, new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Ran heedReading(String standardInput, String... args) {
        return heedReading(standardInput.getBytes(StandardCharsets.UTF_8), args);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
        return (Map<String, Object>) Json.read(out.getBytes(StandardCharsets.UTF_8), "output");
    }

    static double[][] matrix(Object json) {
        return ((List<?>) json).stream().map(Ran::vector).toArray(double[][]::new);
    }

    static double[] vector(Object json) {
        return ((List<?>) json)
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }
}
