package dev.heed.kernel;

import dev.heed.attention.Attention;
import dev.heed.attention.Mask;
import dev.heed.attention.Sequences;
import dev.heed.kernel.CodeMemory.CodeRefusedException;
import dev.heed.tensor.Matrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Every routine of machine code against plain Java, bit for bit, at every awkward size: of one kernel, in every arithmetic that
 * this processor has, whichever of them the kernel would choose.
 *
 * <p>Needs no test framework, so that it can run where only a Java runtime is: on another machine, or in an emulator of
 * one. {@code java … dev.heed.kernel.MachineCodeComparison avx512 [parts]} prints a line a part and exits with 1 if
 * anything differs.
 */
final class MachineCodeComparison {
    /** What can be compared by itself. */
    enum Part {
        FLOATS,
        BFLOAT16,
        PAIRS,
        QUADS,
        FACTORS,
        ROWS,
        NORMS,
        ATTENTION,
        BYTE_ROWS,
        SKIP_GRAM,
        CBOW,
        PEAK
    }

    private static final int[][] SHAPES = {
        {1, 1, 1}, {2, 2, 100}, {3, 5, 7}, {1, 16, 48}, {4, 3, 47}, {5, 33, 49}, {6, 100, 96}, {7, 384, 144},
        {8, 15, 16}, {9, 17, 17}, {10, 31, 31}, {11, 32, 33}, {12, 48, 15}, {13, 47, 97}, {25, 64, 48}, {97, 97, 50},
        {3, 383, 48}, {2, 385, 48}, {3, 1536, 48}, {2, 1040, 96}, {1, 384, 384}, {2, 769, 31}, {101, 16, 48}
    };
    private static final float[] SPECIAL = {
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        3.4e38f,
        -3.4e38f,
        1e-40f,
        -1e-42f,
        1e30f,
        -0f,
        88.7f,
        -104f,
        Float.MIN_NORMAL
    };

    private final MachineKernels kernels;
    private final InstructionSet set;
    private final Random random = new Random(20);
    private final List<String> differences = new ArrayList<>();
    private int compared;
    private long numbers;

    private MachineCodeComparison(InstructionSet set) {
        this.set = set;
        this.kernels = MachineCode.of(set).kernels();
    }

    /**
     * Compares parts of a kernel that can run here.
     *
     * @return what differs, a line each
     */
    static List<String> differences(InstructionSet set, Part part) throws CodeRefusedException {
        MachineCodeComparison comparison = new MachineCodeComparison(set);
        comparison.compare(part);
        return comparison.differences;
    }

    /** Whether this processor has what a part needs. */
    static boolean possible(InstructionSet set, Part part) {
        return switch (part) {
            case BFLOAT16 -> set.bfloat16();
            case QUADS -> set.bytes() == Arithmetic.BYTE_QUADS;
            default -> true;
        };
    }

    public static void main(String[] args) throws CodeRefusedException {
        InstructionSet set = InstructionSet.valueOf(args[0].toUpperCase(java.util.Locale.ROOT));
        System.out.println(KernelChoice.statuses().stream()
                        .filter(status -> status.name().equals(args[0]))
                        .toList() + " bfloat16 " + set.bfloat16() + " bytes " + set.bytes());
        boolean same = true;
        for (Part part : Part.values()) {
            if (args.length > 1 && !List.of(args[1].split(",")).contains(part.name())) {
                continue;
            }
            if (!possible(set, part)) {
                System.out.println(part + ": not on this processor");
                continue;
            }
            MachineCodeComparison comparison = new MachineCodeComparison(set);
            comparison.compare(part);
            System.out.println(part + ": " + comparison.compared + " results, " + comparison.numbers + " numbers, "
                    + comparison.differences.size() + " differ");
            comparison.differences.stream().limit(10).forEach(System.out::println);
            same &= comparison.differences.isEmpty();
        }
        System.exit(same ? 0 : 1);
    }

    private void compare(Part part) throws CodeRefusedException {
        switch (part) {
            case FLOATS -> linear(Arithmetic.FLOATS, kernels.layout(NumberFormat.FP32), NumberFormat.FP32);
            case BFLOAT16 -> linear(Arithmetic.BFLOAT16_PAIRS, own(Arithmetic.BFLOAT16_PAIRS), NumberFormat.BF16);
            case PAIRS -> linear(Arithmetic.INTEGER_PAIRS, own(Arithmetic.INTEGER_PAIRS), NumberFormat.INT8);
            case QUADS -> linear(Arithmetic.BYTE_QUADS, own(Arithmetic.BYTE_QUADS), NumberFormat.INT8);
            case FACTORS -> factors();
            case ROWS -> rows();
            case NORMS -> norms();
            case ATTENTION -> attention();
            case BYTE_ROWS -> byteRows();
            case SKIP_GRAM -> windows(false);
            case CBOW -> windows(true);
            case PEAK -> peak();
        }
    }

    private LinearLayout own(Arithmetic arithmetic) throws CodeRefusedException {
        var code = LinearCode.Assembled.of(set, arithmetic, false);
        MemorySegment memory = MachineCode.memory().install(code.asm().code());
        return new MachineLayout(kernels, LinearCode.of(set, arithmetic, code, memory));
    }

    /** Maps whole and in parts, in memory of their own and in place; rows of special numbers; every activation. */
    private void linear(Arithmetic arithmetic, LinearLayout layout, NumberFormat format) {
        Activation[] activations = Activation.values();
        LinearLayout plain = PlainKernels.INSTANCE.layout(format);
        for (int s = 0; s < SHAPES.length; s++) {
            int rows = SHAPES[s][0];
            int inputs = SHAPES[s][1];
            int outputs = SHAPES[s][2];
            String what = arithmetic + " " + rows + " x " + inputs + " x " + outputs;
            Matrix x = matrix(rows, inputs, inputs + 3);
            if (s % 3 == 2 && arithmetic != Arithmetic.BFLOAT16_PAIRS) {
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
            LinearLayout.InPlace inPlace = (LinearLayout.InPlace) layout;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment memory = arena.allocate(inPlace.bytes(inputs, outputs) + 64, 64);
                memory.fill((byte) -1);
                MemorySegment exact = memory.asSlice(0, inPlace.bytes(inputs, outputs));
                inPlace.fill(weights, exact);
                check(what + " writes its own bytes", memory.get(ValueLayout.JAVA_BYTE, exact.byteSize()) == -1);
                Matrix placed = Matrix.zeros(rows, outputs);
                inPlace.open(inputs, outputs, exact.asReadOnly()).apply(x, activation, placed);
                same(what + " in place", placed, expected);
            }
        }
        layout.prepare(LinearWeights.of(WeightRows.of(matrix(5, 7, 7)), numbers(7)))
                .apply(Matrix.zeros(0, 5), Activation.GELU, Matrix.zeros(0, 7));
        check("no rows", true);
    }

    private void factors() {
        int[][] shapes = {
            {1, 1, 1}, {2, 3, 5}, {3, 8, 8}, {4, 16, 32}, {5, 32, 33}, {6, 7, 31}, {7, 40, 63}, {8, 24, 17},
            {32, 32, 128}, {31, 128, 32}, {32, 64, 48}, {13, 96, 9}, {0, 4, 4}, {4, 0, 4}, {4, 4, 0}, {17, 8, 128}
        };
        for (int[] shape : shapes) {
            int m = shape[0];
            int k = shape[1];
            int n = shape[2];
            Matrix a = matrix(m, k, k + 1);
            Matrix b = matrix(k, n, n);
            Matrix columns = Matrix.zeros(n, k);
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    columns.data()[columns.index(j) + p] = b.at(p, j);
                }
            }
            Matrix c = matrix(m, n, n + 1);
            RightFactor plain = PlainKernels.INSTANCE.rightFactor(k, n);
            plain.setRows(b);
            RightFactor byRow = kernels.rightFactor(k + 1, n + 5);
            byRow.setRows(b);
            RightFactor byColumn = kernels.rightFactor(k, n);
            byColumn.setColumns(matrix(n, k, k)); // filled anew
            byColumn.setColumns(columns);
            for (RightFactor factor : List.of(byRow, byColumn)) {
                Matrix expected = copy(c);
                Matrix found = copy(c);
                plain.multiplyAdd(a, expected);
                factor.multiplyAdd(a, found);
                same("added product " + m + " x " + k + " x " + n, found.data(), expected.data());
                plain.multiply(a, expected);
                factor.multiply(a, found);
                same("product " + m + " x " + k + " x " + n, found.data(), expected.data());
            }
        }
    }

    /** Softmax, exponentials and activations: many numbers, then special ones. */
    private void rows() {
        for (int groups : new int[] {0, 1, 2, 3, 8}) {
            for (int rows : new int[] {0, 1, 2, 3, 5, 32}) {
                int n = 16 * groups;
                int stride = n + 16;
                float[] x = numbers(7 + rows * stride);
                for (int i = 0; i < x.length; i++) {
                    x[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : 20 * x[i];
                }
                if (rows == 3 && n > 0) {
                    Arrays.fill(x, Float.NEGATIVE_INFINITY);
                }
                float[] plain = x.clone();
                float[][] results = {new float[rows], new float[rows], new float[rows], new float[rows]};
                kernels.scaledMaxima(x, 7, stride, rows, n, 0.3f, results[0]);
                PlainKernels.INSTANCE.scaledMaxima(plain, 7, stride, rows, n, 0.3f, results[1]);
                String what = rows + " rows of " + n;
                same("scaled maxima, " + what, results[0], results[1]);
                same("scaled, " + what, x, plain);
                for (int i = 0; i < rows; i++) {
                    results[0][i] = Math.max(results[0][i], -100f);
                }
                kernels.exponentialSums(x, 7, stride, rows, n, results[0], results[2]);
                PlainKernels.INSTANCE.exponentialSums(plain, 7, stride, rows, n, results[0], results[3]);
                same("sums of exponentials, " + what, results[2], results[3]);
                same("exponentials of scores, " + what, x, plain);
            }
        }
        float[] all = sweep();
        for (int n : new int[] {0, 1, 15, 16, 17, 31, 333, all.length}) {
            float[] found = Arrays.copyOf(all, n);
            float[] plain = found.clone();
            kernels.exponentials(found, 0, n, 0.25f);
            PlainKernels.INSTANCE.exponentials(plain, 0, n, 0.25f);
            same(n + " exponentials", found, plain);
        }
        for (Activation activation : Activation.values()) {
            for (int columns : new int[] {0, 1, 15, 16, 17, 48, 250, all.length / 3 - 7}) {
                float[] found = all.clone();
                float[] plain = all.clone();
                int stride = columns + 7;
                kernels.activate(activation, new Matrix(found, 3, columns == 0 ? 0 : 3, columns, stride));
                PlainKernels.INSTANCE.activate(activation, new Matrix(plain, 3, columns == 0 ? 0 : 3, columns, stride));
                same(activation + " of " + columns, found, plain);
            }
        }
    }

    /** Numbers over the whole range of floats, dense where functions bend, special ones among them. */
    private float[] sweep() {
        float[] all = new float[4113];
        for (int i = 0; i < all.length; i++) {
            all[i] = switch (i % 4) {
                case 0 -> (i - 2056) / 150f;
                case 1 -> (float) random.nextGaussian();
                case 2 -> (i - 2056) / 18f;
                default -> Float.intBitsToFloat(random.nextInt());
            };
        }
        for (int i = 0; i < all.length; i += 37) {
            all[i] = SPECIAL[i / 37 % SPECIAL.length];
        }
        return all;
    }

    private void norms() {
        for (int columns : new int[] {1, 7, 15, 16, 17, 32, 48, 112, 300, 384, 768, 1536}) {
            for (int rows : new int[] {0, 1, 2, 3, 5}) {
                Matrix x = matrix(rows, columns, columns + 1);
                Matrix residual = matrix(rows, columns, columns);
                float[] weight = numbers(columns);
                float[] bias = numbers(columns);
                if (rows == 3) {
                    Arrays.fill(x.data(), 2f); // no variance
                    x.data()[x.index(1)] = Float.NaN;
                    x.data()[x.index(2) + columns - 1] = 3e30f;
                }
                for (Matrix added : new Matrix[] {residual, null}) {
                    Matrix expected = Matrix.zeros(rows, columns);
                    PlainKernels.INSTANCE.layerNorm(x, added, weight, bias, 1e-5f, expected);
                    Matrix found = new Matrix(new float[3 + rows * (columns + 2)], 3, rows, columns, columns + 2);
                    kernels.layerNorm(x, added, weight, bias, 1e-5f, found);
                    String what = "layer norm of " + rows + " x " + columns + (added == null ? "" : " with residual");
                    same(what, found, expected);
                    Matrix own = copy(x);
                    kernels.layerNorm(own, added, weight, bias, 1e-5f, own);
                    same(what + " in place", own, expected);
                    if (added != null) {
                        Matrix target = copy(residual);
                        kernels.layerNorm(x, target, weight, bias, 1e-5f, target);
                        same(what + " in the residual", target, expected);
                    }
                }
            }
        }
    }

    private void attention() {
        Map<String, Mask> masks = new java.util.TreeMap<>(Map.of(
                "no",
                Mask.none(),
                "causal",
                Mask.causal(),
                "window",
                Mask.window(2, 1),
                "long window",
                Mask.window(150, 0)));
        int[][] lengths = {{1}, {2, 15}, {16, 17}, {33}, {129, 1, 7}, {260}};
        for (int[] length : lengths) {
            for (var mask : masks.entrySet()) {
                for (int headDim : new int[] {32, 5, 64}) {
                    int tokens = Arrays.stream(length).sum();
                    if (tokens > 100 && headDim != 32) {
                        continue;
                    }
                    Matrix query = matrix(tokens, 2 * headDim, 2 * headDim);
                    Matrix key = matrix(tokens, 2 * headDim, 2 * headDim);
                    Matrix value = matrix(tokens, 2 * headDim, 2 * headDim);
                    Attention attention = Attention.heads(2, headDim).mask(mask.getValue());
                    Sequences sequences = Sequences.of(length);
                    same(
                            "attention over " + Arrays.toString(length) + ", " + mask.getKey() + " mask, heads of "
                                    + headDim,
                            attention.on(kernels).apply(query, key, value, sequences),
                            attention.on(PlainKernels.INSTANCE).apply(query, key, value, sequences));
                    same(
                            "attention's weights over " + Arrays.toString(length),
                            attention
                                    .on(kernels)
                                    .map(query, key, sequences, 0, 1)
                                    .weights(),
                            attention
                                    .on(PlainKernels.INSTANCE)
                                    .map(query, key, sequences, 0, 1)
                                    .weights());
                }
            }
        }
    }

    private void byteRows() {
        for (int rows : new int[] {0, 1, 31, 32, 33, 64, 65, 131}) {
            for (int width : new int[] {0, 1, 2, 3, 16, 100, 101, 300}) {
                ByteRows found = kernels.byteRows(rows, width);
                ByteRows plain = new PlainByteRows(rows, width);
                byte[] row = new byte[width];
                for (int i = 0; i < rows; i++) {
                    random.nextBytes(row);
                    if (i % 5 == 0) {
                        Arrays.fill(row, (byte) (i % 2 == 0 ? -128 : 127));
                    }
                    found.set(i, row);
                    plain.set(i, row);
                }
                for (int count :
                        width == 100 ? new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 19} : new int[] {1, 19}) {
                    short[][] vectors = new short[count][width];
                    for (short[] vector : vectors) {
                        for (int j = 0; j < width; j++) {
                            vector[j] = (short) (random.nextInt(5) == 0 ? 32767 : random.nextInt(65535) - 32767);
                        }
                    }
                    int[] products = new int[count * found.productStride()];
                    int[] expected = new int[count * plain.productStride()];
                    found.multiply(vectors, products);
                    plain.multiply(vectors, expected);
                    boolean same = true;
                    for (int q = 0; q < count; q++) {
                        int from = q * found.productStride();
                        int other = q * plain.productStride();
                        same &= Arrays.equals(products, from, from + rows, expected, other, other + rows);
                    }
                    numbers += (long) count * rows;
                    check(count + " vectors by " + rows + " byte rows of " + width, same);
                }
            }
        }
    }

    private void windows(boolean cbow) {
        WindowKernel kernel = MachineWindowKernel.of(set);
        check("machine code for windows", kernel != null);
        if (kernel == null) {
            return;
        }
        for (int stride : new int[] {16, 32, 48, 64, 80, 112, 208, 304}) {
            for (float scale : new float[] {1f, 3f, 40f, 3e38f}) {
                int slots = 20;
                int[] plan = plan(stride, slots, cbow, 40);
                try (WindowWorker expected = PlainWindowKernel.INSTANCE.worker(slots, slots, stride);
                        WindowWorker found = kernel.worker(slots, slots, stride)) {
                    float[] inputs = numbers(slots * stride);
                    float[] outputs = numbers(slots * stride);
                    for (int i = 0; i < outputs.length; i++) {
                        inputs[i] *= 0.3f;
                        outputs[i] *= scale;
                    }
                    for (WindowWorker worker : List.of(expected, found)) {
                        MemorySegment.copy(inputs, 0, worker.inputs(), ValueLayout.JAVA_FLOAT, 0, inputs.length);
                        MemorySegment.copy(outputs, 0, worker.outputs(), ValueLayout.JAVA_FLOAT, 0, outputs.length);
                        if (cbow) {
                            worker.cbow(plan, 0.025f);
                        } else {
                            worker.skipGram(plan, 0.025f);
                        }
                    }
                    String what =
                            (cbow ? "CBOW" : "skip-gram") + " in " + stride + " dimensions, outputs times " + scale;
                    same(what + ", inputs", floats(found.inputs()), floats(expected.inputs()));
                    same(what + ", outputs", floats(found.outputs()), floats(expected.outputs()));
                    double loss = expected.takeLoss();
                    check(what + ", loss", Double.compare(found.takeLoss(), loss) == 0);
                }
            }
        }
    }

    private int[] plan(int stride, int slots, boolean cbow, int windows) {
        int[] plan = new int[windows * 30 + WindowKernel.SLACK];
        int at = 0;
        for (int w = 0; w < windows; w++) {
            int inputs = 1 + random.nextInt(11);
            int outputs = 1 + w % WindowKernel.MOST_OUTPUTS;
            plan[at++] = inputs;
            plan[at++] = WindowKernel.shape(outputs, random.nextInt(4) > 0);
            if (cbow) {
                plan[at++] = Float.floatToRawIntBits(1f / inputs);
            }
            for (int i = 0; i < outputs + inputs; i++) {
                plan[at++] = 4 * stride * (1 + random.nextInt(slots - 1)); // also the same row twice
            }
        }
        return plan;
    }

    private void peak() {
        double limit = KernelSpeed.limit(set.kernel, 1_000_000).orElse(0);
        check("the loop that measures the processor's limit ends, " + limit + " GFLOP/s", limit > 0);
    }

    private static float[] floats(MemorySegment rows) {
        return rows.toArray(ValueLayout.JAVA_FLOAT);
    }

    private static Matrix copy(Matrix m) {
        return new Matrix(m.data().clone(), m.offset(), m.rows(), m.columns(), m.stride());
    }

    private Matrix matrix(int rows, int columns, int stride) {
        return new Matrix(numbers(3 + rows * stride), 3, rows, columns, stride);
    }

    private float[] positive(int count) {
        float[] positive = numbers(count);
        for (int i = 0; i < count; i++) {
            positive[i] = 0.1f + Math.abs(positive[i]);
        }
        return positive;
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] =
                    (random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5f) * 2; // cheap and bell-shaped
        }
        return numbers;
    }

    private void same(String what, Matrix found, Matrix expected) {
        float[] a = new float[found.rows() * found.columns()];
        float[] b = new float[a.length];
        for (int i = 0; i < found.rows(); i++) {
            System.arraycopy(found.data(), found.index(i), a, i * found.columns(), found.columns());
            System.arraycopy(expected.data(), expected.index(i), b, i * found.columns(), found.columns());
        }
        same(what, a, b);
    }

    /** NaN is NaN, whatever its bits; 0 and −0 differ. */
    private void same(String what, float[] found, float[] expected) {
        compared++;
        numbers += expected.length;
        int at = Arrays.mismatch(found, expected);
        if (at >= 0) {
            differences.add(what + ": at " + at + " expected " + expected[at] + ", got "
                    + (at < found.length ? found[at] : "nothing"));
        }
    }

    private void check(String what, boolean holds) {
        compared++;
        if (!holds) {
            differences.add(what);
        }
    }
}
