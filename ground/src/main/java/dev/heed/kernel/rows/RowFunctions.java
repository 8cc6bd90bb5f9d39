package dev.heed.kernel.rows;

import dev.heed.kernel.assembler.VectorAssembler;
import java.util.EnumMap;
import java.util.Map;

/** Where the functions for rows begin in the code of one instruction set. */
public record RowFunctions(
        int scaledMaxima, int exponentialSums, Map<Activation, Integer> activations, int norm, int normOfSum) {

    /** @param math whose constants stand in the same code */
    public static RowFunctions emit(VectorAssembler asm, MathCode math) {
        RowCode row = new RowCode(asm, math);
        int scaledMaxima = asm.here();
        row.emitScaledMaxima();
        int exponentialSums = asm.here();
        row.emitExponentialSums();
        Map<Activation, Integer> activations = new EnumMap<>(Activation.class);
        for (Activation activation : new Activation[] {Activation.GELU, Activation.GELU_TANH, Activation.SILU}) {
            activations.put(activation, asm.here());
            row.emitActivation(activation);
        }
        LayerNormCode layerNorm = new LayerNormCode(asm, math);
        int norm = asm.here();
        layerNorm.emit(false);
        int normOfSum = asm.here();
        layerNorm.emit(true);
        return new RowFunctions(scaledMaxima, exponentialSums, activations, norm, normOfSum);
    }
}
