package dev.heed.kernel.assembler;

import dev.heed.tensor.Matrix;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * One way to call code at an address, for the kernels and for the system calls that set them up: linking each shape of a
 * call costs a cold start some ten milliseconds.
 *
 * <p>Six arguments in registers, of which a function takes as many as it has; pointers may be Java's arrays, which stay in
 * place for the time of the call ({@link Linker.Option#critical}). Integers travel as pointers to their own value, or in
 * an array of long.
 */
public final class NativeCall {
    private static final MethodHandle HANDLE = Linker.nativeLinker()
            .downcallHandle(
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS),
                    Linker.Option.critical(true));

    private NativeCall() {}

    /** Calls what stands at {@code code}; the result counts only if the function has one. */
    public static long invoke(
            MemorySegment code,
            MemorySegment first,
            MemorySegment second,
            MemorySegment third,
            MemorySegment fourth,
            MemorySegment fifth,
            MemorySegment sixth) {
        try {
            return (long) HANDLE.invokeExact(code, first, second, third, fourth, fifth, sixth);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("native code threw " + e, e);
        }
    }

    /** An integer in the place of a pointer. */
    public static MemorySegment integer(long value) {
        return MemorySegment.ofAddress(value);
    }

    /** A matrix from its first element on. */
    public static MemorySegment segment(Matrix matrix) {
        return segment(matrix.data(), matrix.offset());
    }

    /** An array from an element on. */
    public static MemorySegment segment(float[] x, int offset) {
        return MemorySegment.ofArray(x).asSlice(4L * offset);
    }
}
