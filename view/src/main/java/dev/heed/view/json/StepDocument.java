package dev.heed.view.json;

import dev.heed.BlockSteps;
import dev.heed.attention.AttentionTrace;
import dev.heed.tensor.Matrix;
import dev.heed.view.AttentionStep;
import java.io.IOException;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Every step of one query, with as many keys as are wanted: those with the largest weights, in text order, and what the
 * others have together. With the keys of a STEP, {@code columns} beside them, and what follows the attention inside the
 * block.
 */
public final class StepDocument {
    private final JsonOutput json;
    private final int top;

    /**
     * @param json takes the document
     * @param top most keys that are written
     */
    public StepDocument(JsonOutput json, int top) {
        this.json = json;
        this.top = top;
    }

    /**
     * Writes it.
     *
     * @param layer null in simple mode
     * @param block what follows the attention; null in simple mode
     */
    public void write(AttentionStep step, Integer layer, float scale, BlockSteps block) throws IOException {
        AttentionTrace trace = step.trace();
        int[] columns = largest(trace.weights());
        json.object(() -> {
            json.put("layer", layer);
            json.put("head", step.head());
            json.put("scale", scale);
            json.put("token", step.token());
            json.put("keysTotal", trace.weights().length);
            json.put("columns", columns);
            json.put("query", trace.query());
            json.put("keys", picked(trace.keys(), columns));
            json.put("products", picked(trace.products(), columns));
            if (trace.bias() != null) {
                json.put("bias", picked(trace.bias(), columns));
            }
            json.putScores("scaledScores", picked(trace.scaledScores(), columns));
            json.put("max", trace.max());
            json.put("exponentials", picked(trace.exponentials(), columns));
            json.put("sum", trace.sum());
            json.put("weights", picked(trace.weights(), columns));
            json.put("rest", rest(trace.weights(), columns));
            json.put("values", picked(trace.values(), columns));
            json.put("weightedValues", picked(trace.weightedValues(), columns));
            json.put("result", trace.result());
            write(block);
        });
        json.endLine();
    }

    private void write(BlockSteps block) throws IOException {
        if (block == null) {
            json.putNull("block");
            return;
        }
        json.object("block", () -> {
            json.put("input", block.input());
            json.put("attended", block.attended());
            json.put("between", block.between());
            json.put("fed", block.fed());
            json.put("output", block.output());
            json.put("betweenNormed", block.betweenNormed());
            json.put("outputNormed", block.outputNormed());
        });
    }

    private int[] largest(float[] weights) {
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparing((Integer column) -> -weights[column]))
                .limit(top)
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static float rest(float[] weights, int[] columns) {
        double rest = 0;
        int next = 0;
        for (int i = 0; i < weights.length; i++) {
            if (next < columns.length && columns[next] == i) {
                next++;
            } else {
                rest += weights[i];
            }
        }
        return (float) rest;
    }

    private static float[] picked(float[] values, int[] columns) {
        float[] picked = new float[columns.length];
        for (int i = 0; i < columns.length; i++) {
            picked[i] = values[columns[i]];
        }
        return picked;
    }

    private static Matrix picked(Matrix rows, int[] columns) {
        float[][] picked = new float[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            picked[i] = rows.row(columns[i]);
        }
        return Matrix.copyOf(picked);
    }
}
