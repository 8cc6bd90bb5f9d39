package dev.heed.kernel.block;

import static dev.heed.kernel.assembler.Assembler.Register.R10;
import static dev.heed.kernel.assembler.Assembler.Register.R11;
import static dev.heed.kernel.assembler.Assembler.Register.R12;
import static dev.heed.kernel.assembler.Assembler.Register.R13;
import static dev.heed.kernel.assembler.Assembler.Register.R14;
import static dev.heed.kernel.assembler.Assembler.Register.R15;
import static dev.heed.kernel.assembler.Assembler.Register.R8;
import static dev.heed.kernel.assembler.Assembler.Register.R9;
import static dev.heed.kernel.assembler.Assembler.Register.RAX;
import static dev.heed.kernel.assembler.Assembler.Register.RBP;
import static dev.heed.kernel.assembler.Assembler.Register.RBX;
import static dev.heed.kernel.assembler.Assembler.Register.RCX;
import static dev.heed.kernel.assembler.Assembler.Register.RDI;
import static dev.heed.kernel.assembler.Assembler.Register.RDX;
import static dev.heed.kernel.assembler.Assembler.Register.RSI;

import dev.heed.kernel.assembler.Assembler.Jump;
import dev.heed.kernel.assembler.Assembler.Memory;
import dev.heed.kernel.assembler.Assembler.Register;
import dev.heed.kernel.assembler.InstructionSet;
import dev.heed.kernel.assembler.VectorAssembler;
import dev.heed.kernel.assembler.VectorAssembler.Width;

/**
 * Machine code of one format that multiplies rows of blocks with rows of inputs in bytes ({@link PlainByteBlockLinear}): 16
 * rows of blocks, a stretch of them at a time, are laid out in a panel that stays in a near cache ({@link BytePanelCode}) and
 * used for all rows of inputs. So weights are read once, from front to back, however many those are; a single one has code of
 * its own ({@link ByteRowCode}).
 *
 * <p>As a C function (System V calling convention):
 *
 * <pre>{@code
 * void multiply(void *rows,     // rdi: row after row
 *               void *inputs,   // rsi: row after row of records of 48 bytes
 *               float *sums,    // rdx: added to
 *               void *panel,    // rcx: room for the records of a stretch
 *               -, long p[16 + 64])  // r9: see the constants below, and room to work in
 * }</pre>
 *
 * <p>An input's record: 32 signed bytes, their scale, the scale times their sum as the minimum takes it, and two words that
 * take the weights' offset back ({@link ByteInputCode}).
 *
 * @param quads whether the processor adds products of four bytes at once
 * @param round where the function of {@link ByteInputCode} begins
 * @param multiply where this function begins
 * @param multiplyOne where that of a single row of inputs begins ({@link ByteRowCode})
 */
record ByteBlockCode(VectorAssembler asm, BlockFormat format, boolean quads, int round, int multiply, int multiplyOne) {
    /** Bytes of an input's record. */
    static final int RECORD = 48;
    /** Numbers that a call takes, with the room behind them. */
    static final int PARAMETERS = 16 + BytePanelCode.SCRATCH_BYTES / 8;

    /** Where in a record its scale stands. */
    static final int SCALE = 32;
    /** Where the scale times the sum stands. */
    static final int SUM = 36;
    /** Where the first of the words stands. */
    static final int WORDS = 40;

    private static final int QUADS = 8; // of a block

    static final Memory ROW_BYTES = Memory.at(R9, 0);
    static final Memory PANELS = Memory.at(R9, 8); // counted down
    static final Memory STRETCHES = Memory.at(R9, 16);
    static final Memory UNITS = Memory.at(R9, 24); // blocks of the file in a stretch
    private static final Memory RECORDS = Memory.at(R9, 32); // in a stretch
    private static final Memory TILES = Memory.at(R9, 40); // of the most rows
    private static final Memory SINGLES = Memory.at(R9, 48); // rows beside them
    private static final Memory INPUT_BYTES = Memory.at(R9, 56); // from row to row
    private static final Memory SUM_BYTES = Memory.at(R9, 64); // from row to row
    private static final Memory STRETCHES_LEFT = Memory.at(R9, 72);
    private static final Memory INPUTS = Memory.at(R9, 80); // of the stretch
    private static final Memory ROWS = Memory.at(R9, 88); // of the stretch
    private static final Memory AHEAD = Memory.at(R9, 96); // where what is fetched stands
    static final Memory SCRATCH = Memory.at(R9, 128);
    private static final Register[] SAVED = {RBX, RBP, R12, R13, R14, R15};

    static ByteBlockCode assemble(InstructionSet set, BlockFormat format, boolean quads, boolean listed) {
        VectorAssembler asm = new VectorAssembler(set.width, listed);
        return emit(new BytePanelCode(asm, format, quads), inputs(asm, format, quads), ones(asm), quads);
    }

    /** A constant: no function begins before it. */
    static Memory ones(VectorAssembler asm) {
        return asm.data(0x00010001, asm.width().lanes());
    }

    /** Q6_K's groups of 16 have factors of their own. */
    private static boolean takes(BlockFormat format, boolean quads) {
        return quads && format != BlockFormat.Q6_K;
    }

    static ByteInputCode inputs(VectorAssembler asm, BlockFormat format, boolean quads) {
        return new ByteInputCode(asm, format, takes(format, quads));
    }

    static ByteBlockCode emit(BytePanelCode panel, ByteInputCode inputs, Memory ones, boolean quads) {
        VectorAssembler asm = panel.asm();
        BlockFormat format = panel.format();
        int round = inputs.emit();
        boolean fours = takes(format, quads);
        int multiply = asm.here();
        new ByteBlockCode(asm, format, fours, round, multiply, 0).emit(panel, ones);
        int one = new ByteRowCode(panel, ones, fours).emit();
        return new ByteBlockCode(asm, format, fours, round, multiply, one);
    }

    /** Bytes of a row of inputs. */
    static int inputBytes(int columns) {
        return columns / ByteBlock.PLACES * RECORD;
    }

    /** Rows of inputs of the largest tile. */
    static int mostRows(Width width) {
        return width == Width.ZMM ? 6 : 2;
    }

    private void emit(BytePanelCode panel, Memory ones) {
        asm.push(SAVED);
        asm.mov(R13, ROW_BYTES);
        asm.mov(R14, RDI); // the panel that comes after the first
        for (int row = 0; row < BytePanelCode.PANEL; row++) {
            asm.add(R14, R13);
        }
        asm.mov(AHEAD, R14);
        int nextPanel = asm.here();
        asm.mov(ROWS, RDI);
        asm.mov(INPUTS, RSI);
        asm.mov(RAX, STRETCHES);
        asm.mov(STRETCHES_LEFT, RAX);
        int nextStretch = asm.here();
        emitPanel(panel);
        emitTiles(ones);
        asm.mov(RAX, STRETCHES_LEFT);
        asm.dec(RAX);
        asm.mov(STRETCHES_LEFT, RAX);
        asm.jnz(nextStretch);
        for (int row = 0; row < BytePanelCode.PANEL; row++) {
            asm.add(RDI, R13);
        }
        asm.add(RDX, 4 * BytePanelCode.PANEL);
        asm.mov(RAX, PANELS);
        asm.dec(RAX);
        asm.mov(PANELS, RAX);
        asm.jnz(nextPanel);
        asm.pop(SAVED);
        asm.vzeroupper();
        asm.ret();
    }

    /** Two times eight rows of the stretch. */
    private void emitPanel(BytePanelCode panel) {
        asm.mov(RBP, ROWS);
        asm.mov(R14, AHEAD);
        for (int half = 0; half < 2; half++) {
            panel.stand(RBP);
            asm.lea(RBP, Memory.indexed(R10, R13, 2));
            asm.lea(R11, Memory.at(RCX, 32 * half));
            asm.mov(R8, UNITS);
            panel.emit(SCRATCH);
            if (half == 0) {
                asm.mov(R15, RAX); // the first row's place behind the stretch
            }
        }
        asm.mov(ROWS, R15);
        asm.mov(AHEAD, R14);
    }

    /** All rows of inputs, then on to the next stretch of them. */
    private void emitTiles(Memory ones) {
        asm.mov(R11, INPUTS);
        asm.mov(R12, RDX);
        asm.mov(R15, INPUT_BYTES);
        emitTiles(mostRows(asm.width()), TILES, ones);
        emitTiles(1, SINGLES, ones);
        asm.mov(RAX, RECORDS);
        asm.mov(RBX, RECORD);
        asm.multiply(RAX, RBX);
        asm.add(RAX, INPUTS);
        asm.mov(INPUTS, RAX);
    }

    private void emitTiles(int rows, Memory count, Memory ones) {
        asm.mov(R14, count);
        asm.test(R14);
        Jump none = asm.jz();
        int next = asm.here();
        new Tile(rows).emit(ones);
        for (int row = 0; row < rows; row++) {
            asm.add(R11, R15);
            asm.add(R12, SUM_BYTES);
        }
        asm.dec(R14);
        asm.jnz(next);
        asm.land(none);
    }

    /**
     * Some rows of inputs by a panel's stretch. rax, rbx stand on the inputs' rows 0 and 3, r10 in the panel, r8 counts.
     *
     * <p>Vector registers: sums, integers of 32 and of 16 bits, weights, an input, one for work.
     */
    private final class Tile {
        private final int rows;
        private final int vectors;
        private final int integers;
        private final int shorts;
        private final int weights;
        private final int input;
        private final int work;

        Tile(int rows) {
            this.rows = rows;
            this.vectors = BytePanelCode.PANEL / asm.width().lanes();
            this.integers = rows * vectors;
            this.shorts = 2 * rows * vectors;
            this.weights = 3 * rows * vectors;
            this.input = weights + vectors;
            this.work = input + 1;
        }

        private interface Each {
            void emit(int row, int vector, int place);
        }

        private void each(Each each) {
            for (int row = 0; row < rows; row++) {
                for (int v = 0; v < vectors; v++) {
                    each.emit(row, v, row * vectors + v);
                }
            }
        }

        private Memory input(int row, int displacement) {
            Register base = row < 3 ? RAX : RBX;
            return (row % 3 == 0 ? Memory.at(base, 0) : Memory.indexed(base, R15, row % 3)).plus(displacement);
        }

        private Memory panel(int at, int vector) {
            return Memory.at(R10, at + vector * asm.width().bytes);
        }

        void emit(Memory ones) {
            asm.mov(RAX, R11);
            if (rows > 3) {
                asm.lea(RBX, Memory.indexed(RAX, R15, 2));
                asm.add(RBX, R15);
            }
            asm.mov(R10, RCX);
            asm.mov(R8, RECORDS);
            sums(false);
            int next = asm.here();
            if (quads) {
                emitQuads();
            } else if (format == BlockFormat.Q8_0) {
                emitSignedBytes(ones);
            } else {
                emitSmall(ones);
            }
            emitScales();
            asm.add(RAX, RECORD);
            if (rows > 3) {
                asm.add(RBX, RECORD);
            }
            asm.add(R10, BytePanelCode.recordBytes(format));
            asm.dec(R8);
            asm.jnz(next);
            sums(true);
        }

        private void sums(boolean stored) {
            asm.mov(RBP, R12);
            for (int row = 0; row < rows; row++) {
                for (int v = 0; v < vectors; v++) {
                    Memory at = Memory.at(RBP, v * asm.width().bytes);
                    if (stored) {
                        asm.store(at, row * vectors + v);
                    } else {
                        asm.load(row * vectors + v, at);
                    }
                }
                asm.add(RBP, SUM_BYTES);
            }
        }

        /** From what takes the offset back, four products at a time. */
        private void emitQuads() {
            each((row, v, place) -> {
                if (v == 0) {
                    asm.broadcast(integers + place, input(row, WORDS));
                } else {
                    asm.copy(integers + place, integers + row * vectors);
                }
            });
            for (int quad = 0; quad < QUADS; quad++) {
                loadWeights(quad);
                products(quad, (row, v, place) -> asm.multiplyQuads(integers + place, weights + v, input));
            }
        }

        private void loadWeights(int quad) {
            for (int v = 0; v < vectors; v++) {
                asm.load(weights + v, panel(quad * BytePanelCode.QUAD_BYTES, v));
            }
        }

        private void products(int quad, Each product) {
            for (int row = 0; row < rows; row++) {
                asm.broadcast(input, input(row, 4 * quad));
                for (int v = 0; v < vectors; v++) {
                    product.emit(row, v, row * vectors + v);
                }
            }
        }

        /**
         * Integers below 64: sums of 16 bits, of which what is too large for them is cut off and comes back when the offset
         * is taken off; where there is none, they are few enough to fit.
         */
        private void emitSmall(Memory ones) {
            boolean groups = format == BlockFormat.Q6_K;
            boolean halves = groups || format == BlockFormat.Q5_1 || format == BlockFormat.Q5_K;
            int length = halves ? QUADS / 2 : QUADS;
            for (int first = 0; first < QUADS; first += length) {
                int from = first;
                for (int quad = first; quad < first + length; quad++) {
                    boolean begins = quad == first;
                    loadWeights(quad);
                    products(quad, (row, v, place) -> {
                        int to = begins ? shorts + place : work;
                        asm.multiplyBytes(to, weights + v, input);
                        if (!begins) {
                            asm.addShorts(shorts + place, shorts + place, work);
                        }
                    });
                }
                if (ByteBlock.offset(format) != 0) {
                    takeOffset(WORDS + 4 * (from / length));
                }
                each((row, v, place) -> {
                    Memory factor =
                            groups ? panel(BytePanelCode.MORE + 4 * BytePanelCode.PANEL * (from / length), v) : ones;
                    asm.multiplyPairs(from == 0 ? integers + place : work, shorts + place, factor);
                    if (from > 0) {
                        asm.addInts(integers + place, integers + place, work);
                    }
                });
            }
        }

        private void takeOffset(int word) {
            for (int row = 0; row < rows; row++) {
                asm.broadcast(input, input(row, word));
                for (int v = 0; v < vectors; v++) {
                    int place = shorts + row * vectors + v;
                    asm.subShorts(place, place, input);
                }
            }
        }

        /** Sizes of the weights by inputs of their sign. */
        private void emitSignedBytes(Memory ones) {
            for (int quad = 0; quad < QUADS; quad++) {
                boolean begins = quad == 0;
                loadWeights(quad);
                for (int v = 0; v < vectors; v++) {
                    asm.sizesYmm(shorts + v, weights + v); // which this way of multiplying leaves free
                }
                products(quad, (row, v, place) -> {
                    asm.signsYmm(work, input, weights + v);
                    asm.multiplyBytes(work, shorts + v, work);
                    asm.multiplyPairs(begins ? integers + place : work, work, ones);
                    if (!begins) {
                        asm.addInts(integers + place, integers + place, work);
                    }
                });
            }
        }

        private void emitScales() {
            for (int v = 0; v < vectors; v++) {
                asm.load(weights + v, panel(BytePanelCode.SCALES, v));
            }
            for (int row = 0; row < rows; row++) {
                asm.broadcast(input, input(row, SCALE));
                for (int v = 0; v < vectors; v++) {
                    int place = row * vectors + v;
                    asm.mul(work, weights + v, input);
                    asm.intsToFloats(integers + place, integers + place);
                    asm.fma231(place, integers + place, work);
                }
            }
            if (ByteBlock.minimum(format) == 0) {
                return;
            }
            for (int v = 0; v < vectors; v++) {
                asm.load(weights + v, panel(BytePanelCode.MORE, v));
            }
            for (int row = 0; row < rows; row++) {
                asm.broadcast(input, input(row, SUM));
                for (int v = 0; v < vectors; v++) {
                    asm.fma231(row * vectors + v, weights + v, input);
                }
            }
        }
    }
}
