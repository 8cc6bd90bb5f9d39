package dev.heed.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.heed.Encoder;
import dev.heed.Models;
import dev.heed.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime with all optimisations, on the export that Heed reads or on the published int8 file: token ids ready
 * beforehand, batches padded to their longest text, mean pooling and normalising in Java.
 */
final class OnnxRuntime implements Runtime {
    private static final int HIDDEN = 384;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Encoder tokenizer;
    private final Map<Workload, long[][]> ids = new HashMap<>();

    private OnnxRuntime(byte[] model, int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        this.session = environment.createSession(model, options);
        this.tokenizer =
                Encoder.builder(Models.minilm()).threads(1).maxTokens(512).open();
    }

    static OnnxRuntime fp32(int threads) throws IOException, OrtException {
        return new OnnxRuntime(Files.readAllBytes(Path.of(Models.minilm().info().path(), "model.onnx")), threads);
    }

    static OnnxRuntime int8(int threads) throws IOException, OrtException {
        try (InputStream file = OnnxRuntime.class.getResourceAsStream("all-minilm-l6-v2-q.onnx")) {
            return new OnnxRuntime(file.readAllBytes(), threads);
        }
    }

    @Override
    public float[][] embed(Workload workload) throws OrtException {
        long[][] all = ids.computeIfAbsent(
                workload, w -> w.texts().stream().map(this::idsOf).toArray(long[][]::new));
        float[][] vectors = new float[all.length][];
        for (int from = 0; from < all.length; from += workload.batch()) {
            embedBatch(all, from, Math.min(all.length, from + workload.batch()), vectors);
        }
        return vectors;
    }

    private long[] idsOf(String text) {
        List<Token> tokens = tokenizer.tokenize(text).tokens();
        return tokens.stream().mapToLong(Token::id).toArray();
    }

    private void embedBatch(long[][] all, int from, int to, float[][] vectors) throws OrtException {
        int rows = to - from;
        int width = 0;
        for (int i = from; i < to; i++) {
            width = Math.max(width, all[i].length);
        }
        long[] padded = new long[rows * width];
        long[] mask = new long[rows * width];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(all[from + i], 0, padded, i * width, all[from + i].length);
            Arrays.fill(mask, i * width, i * width + all[from + i].length, 1);
        }
        long[] shape = {rows, width};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(padded), shape);
                OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor types =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[rows * width]), shape);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
            FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
            for (int i = 0; i < rows; i++) {
                vectors[from + i] = pool(hidden, i * width, all[from + i].length);
            }
        }
    }

    private static float[] pool(FloatBuffer hidden, int firstRow, int rows) {
        float[] sum = new float[HIDDEN];
        for (int row = firstRow; row < firstRow + rows; row++) {
            for (int j = 0; j < HIDDEN; j++) {
                sum[j] += hidden.get(row * HIDDEN + j);
            }
        }
        double norm = 0;
        for (float v : sum) {
            norm += (double) v * v;
        }
        for (int j = 0; j < HIDDEN; j++) {
            sum[j] /= (float) Math.sqrt(norm);
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        session.close();
        tokenizer.close();
    }
}
