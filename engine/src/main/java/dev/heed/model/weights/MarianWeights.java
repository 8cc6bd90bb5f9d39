package dev.heed.model.weights;

import dev.heed.format.ElementType;
import dev.heed.format.InvalidFileException;
import dev.heed.format.StoredTensor;
import dev.heed.format.TensorFile;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.model.RowTable;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights as marian-nmt writes them ({@code encoder_l1_self_Wq}, inputs as rows, biases as rows of a matrix), by the names that
 * Hugging Face's checkpoints have: the mapping of transformers' {@code convert_marian_to_pytorch.py}. Marian has no padding, and
 * begins a target with a vector of zeros; there that is one more word, the last: a row of zeros, with a bias of 0.
 */
final class MarianWeights implements WeightSource {
    private static final Pattern LAYER = Pattern.compile("(encoder|decoder)\\.layers\\.([0-9]{1,4})\\.(.+)");
    private static final String BIAS = "decoder_ff_logit_out_b";
    private static final String HEAD = "decoder_ff_logit_out_W";
    private static final Map<String, String> WHOLE = Map.of(
            "shared.weight", "Wemb",
            "encoder.embed_tokens.weight", "encoder_Wemb",
            "decoder.embed_tokens.weight", "decoder_Wemb",
            "lm_head.weight", HEAD,
            "final_logits_bias", BIAS);
    private static final Map<String, String> PARTS = Map.of(
            "self_attn_layer_norm.weight", "self_Wo_ln_scale",
            "self_attn_layer_norm.bias", "self_Wo_ln_bias",
            "encoder_attn_layer_norm.weight", "context_Wo_ln_scale",
            "encoder_attn_layer_norm.bias", "context_Wo_ln_bias",
            "final_layer_norm.weight", "ffn_ffn_ln_scale",
            "final_layer_norm.bias", "ffn_ffn_ln_bias",
            "fc1.weight", "ffn_W1",
            "fc1.bias", "ffn_b1",
            "fc2.weight", "ffn_W2",
            "fc2.bias", "ffn_b2");
    private static final Pattern MAP = Pattern.compile("(self|encoder)_attn\\.([qkv]|out)_proj\\.(weight|bias)");

    private final TensorFile file;

    MarianWeights(TensorFile file) {
        this.file = file;
    }

    /** A tensor's name there; the same for one that it does not have. */
    private static String there(String name) {
        String own = name.startsWith("model.") ? name.substring("model.".length()) : name;
        if (WHOLE.containsKey(own)) {
            return WHOLE.get(own);
        }
        Matcher layer = LAYER.matcher(own);
        if (!layer.matches()) {
            return name;
        }
        String part = PARTS.getOrDefault(layer.group(3), map(layer.group(3)));
        return part == null ? name : layer.group(1) + "_l" + (Integer.parseInt(layer.group(2)) + 1) + "_" + part;
    }

    private static String map(String part) {
        Matcher map = MAP.matcher(part);
        if (!map.matches()) {
            return null;
        }
        String side = map.group(1).equals("self") ? "self_" : "context_";
        String which = map.group(2).equals("out") ? "o" : map.group(2);
        return side + (map.group(3).equals("weight") ? "W" : "b") + which;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public boolean has(String tensor) {
        return file.names().contains(there(tensor));
    }

    private StoredTensor require(String tensor, int... shape) {
        StoredTensor found = file.require(there(tensor));
        if (found.type() != ElementType.F32) {
            throw new InvalidFileException(file.name() + ": array " + found.name() + ": expected float32 numbers, got "
                    + found.type() + "; read the model's file before it was made smaller");
        }
        return TensorWeights.shaped(file.name(), found, shape);
    }

    @Override
    public float[] vector(String tensor, int size) {
        boolean bias = there(tensor).equals(BIAS);
        int stored = bias ? size - 1 : size;
        return Arrays.copyOf(require(tensor, 1, stored).toFloats(), size);
    }

    @Override
    public RowTable table(String tensor, int rows, int columns) {
        RowTable own = RowTable.of(require(tensor, rows - 1, columns), rows - 1, columns);
        return new RowTable() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public void copyRow(int row, float[] target, int offset) {
                if (row == rows - 1) {
                    Arrays.fill(target, offset, offset + columns, 0);
                } else {
                    own.copyRow(row, target, offset);
                }
            }
        };
    }

    @Override
    public WeightRows linear(String name, int inputs, int outputs, boolean inputsFirst) {
        String weight = name + ".weight";
        if (there(weight).equals(HEAD)) {
            StoredTensor head = require(weight, inputs, outputs - 1);
            return new WeightRows() {
                @Override
                public int inputs() {
                    return inputs;
                }

                @Override
                public int outputs() {
                    return outputs;
                }

                @Override
                public void copyRow(int input, float[] target, int offset) {
                    head.copyTo((long) input * (outputs - 1), target, offset, outputs - 1);
                    target[offset + outputs - 1] = 0;
                }
            };
        }
        if (there(weight).endsWith("Wemb")) {
            float[] words = require(weight, outputs - 1, inputs).toFloats();
            return TensorWeights.transposed(Arrays.copyOf(words, Math.multiplyExact(outputs, inputs)), inputs, outputs);
        }
        return new StoredRows(require(weight, inputs, outputs), inputs, outputs);
    }
}
