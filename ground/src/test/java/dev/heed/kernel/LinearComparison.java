package dev.heed.kernel;

import dev.heed.kernel.MachineCodeComparison.Part;
import dev.heed.kernel.assembler.Arithmetic;
import dev.heed.kernel.assembler.CodeMemory.CodeRefusedException;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.linear.InputSizes;
import dev.heed.kernel.linear.LinearCode;
import dev.heed.kernel.linear.LinearLayout;
import dev.heed.kernel.linear.LinearWeights;
import dev.heed.kernel.linear.MachineLayout;
import dev.heed.kernel.linear.MatrixUnit;
import dev.heed.kernel.linear.NumberFormat;
import dev.heed.kernel.linear.PreparedLinear;
import dev.heed.kernel.linear.WeightRows;
import dev.heed.kernel.rows.Activation;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Linear maps in every arithmetic. */
final class LinearComparison extends Comparison {
    private static final int[][] SHAPES = {
        {1, 1, 1}, {2, 2, 100}, {3, 5, 7}, {1, 16, 48}, {4, 3, 47}, {5, 33, 49}, {6, 100, 96}, {7, 384, 144},
        {8, 15, 16}, {9, 17, 17}, {10, 31, 31}, {11, 32, 33}, {12, 48, 15}, {13, 47, 97}, {25, 64, 48}, {97, 97, 50},
        {3, 383, 48}, {2, 385, 48}, {3, 1536, 48}, {2, 1040, 96}, {1, 384, 384}, {2, 769, 31}, {101, 16, 48}
    };

    LinearComparison(InstructionSet set) {
        super(set);
    }

    @Override
    void compare(Part part) throws CodeRefusedException {
        switch (part) {
            case FLOATS -> linear(Arithmetic.FLOATS, kernels.linears().floats(), plain(NumberFormat.FP32));
            case BFLOAT16 ->
                linear(Arithmetic.BFLOAT16_PAIRS, own(Arithmetic.BFLOAT16_PAIRS), plain(NumberFormat.BF16));
            case PAIRS -> linear(Arithmetic.INTEGER_PAIRS, own(Arithmetic.INTEGER_PAIRS), plain(NumberFormat.INT8));
            case QUADS -> linear(Arithmetic.BYTE_QUADS, own(Arithmetic.BYTE_QUADS), plain(NumberFormat.INT8));
            case BFLOAT16_TILES -> {
                MachineLayout tiles = own(Arithmetic.BFLOAT16_TILES);
                linear(Arithmetic.BFLOAT16_TILES, tiles, weights -> new TiledBfloat16(weights, tiles.group()));
            }
            case BYTE_TILES -> linear(Arithmetic.BYTE_TILES, own(Arithmetic.BYTE_TILES), plain(NumberFormat.INT8));
            default -> throw new IllegalArgumentException(part + ": no linear map");
        }
    }

    private static LinearLayout plain(NumberFormat format) {
        return PlainKernels.INSTANCE.layout(format);
    }

    private MachineLayout own(Arithmetic arithmetic) throws CodeRefusedException {
        if (arithmetic.tiles()) {
            MatrixUnit.request();
        }
        var code = LinearCode.Assembled.of(set, arithmetic, false);
        MemorySegment memory = MachineCode.memory().install(code.asm().code());
        return new MachineLayout(kernels, LinearCode.of(set, arithmetic, code, memory));
    }

    /** Maps whole and in parts, in memory of their own and in place; rows of special numbers; every activation. */
    private void linear(Arithmetic arithmetic, MachineLayout layout, LinearLayout plain) {
        Activation[] activations = Activation.values();
        for (int s = 0; s < SHAPES.length; s++) {
            int rows = SHAPES[s][0];
            int inputs = SHAPES[s][1];
            int outputs = SHAPES[s][2];
            String what = arithmetic + " " + rows + " x " + inputs + " x " + outputs;
            Matrix x = matrix(rows, inputs, inputs + 3);
            if (s % 3 == 2 && (arithmetic == Arithmetic.FLOATS || arithmetic.integers())) {
                for (int i = 0; i < rows; i++) {
                    x.data()[x.index(i) + i % inputs] = SPECIAL[i % SPECIAL.length];
                }
            }
            InputSizes sizes = s % 2 == 0 ? null : new InputSizes(positive(inputs), numbers(inputs));
            LinearWeights weights =
                    new LinearWeights(WeightRows.of(matrix(inputs, outputs, outputs)), numbers(outputs), sizes);
            Activation activation = activations[s % activations.length];
            Matrix expected = Matrix.zeros(rows, outputs);
            plain.prepare(weights).apply(x, activation, expected);
            Matrix y = new Matrix(new float[5 + rows * (outputs + 2)], 5, rows, outputs, outputs + 2);
            PreparedLinear prepared = layout.prepare(weights);
            prepared.apply(x, activation, y);
            same(what, y, expected);
            for (int i = 0; i < 5; i++) {
                check(what + " beside", y.data()[i] == 0);
            }
            Matrix parts = Matrix.zeros(rows, outputs);
            for (int from = 0; from < outputs; from += PreparedLinear.COLUMN_STEP) {
                prepared.apply(x, activation, parts, from, Math.min(outputs, from + PreparedLinear.COLUMN_STEP));
            }
            same(what + " in parts", parts, expected);
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(layout.bytes(inputs, outputs) + 64, 64);
                memory.fill((byte) -1);
                MemorySegment exact = memory.asSlice(0, layout.bytes(inputs, outputs));
                layout.fill(weights, exact);
                check(what + " writes its own bytes", memory.get(ValueLayout.JAVA_BYTE, exact.byteSize()) == -1);
                Matrix placed = Matrix.zeros(rows, outputs);
                layout.open(inputs, outputs, exact.asReadOnly()).apply(x, activation, placed);
                same(what + " in place", placed, expected);
            }
        }
        Matrix untouched = matrix(2, 7, 7);
        Matrix before = copy(untouched);
        layout.prepare(LinearWeights.of(WeightRows.of(matrix(5, 7, 7)), numbers(7)))
                .apply(Matrix.zeros(0, 5), Activation.GELU, untouched.rows(0, 0));
        same("no rows", untouched, before);
    }
}
