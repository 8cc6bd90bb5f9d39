package dev.heed.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Executable memory on Linux: pages from {@code mmap}, written, then switched to read and execute with {@code mprotect}.
 * No page is ever writable and executable at once.
 */
final class LinuxCodeMemory implements CodeMemory {
    private static final long PAGE = 4096;
    private static final int READ_WRITE = 3;
    private static final int READ_EXECUTE = 5;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final long FAILED = -1;

    @Override
    public MemorySegment install(byte[] code) throws CodeRefusedException {
        long size = (code.length + PAGE - 1) / PAGE * PAGE;
        try {
            MemorySegment pages = map(size);
            MemorySegment.copy(code, 0, pages, ValueLayout.JAVA_BYTE, 0, code.length);
            protect(pages, size);
            return pages.asReadOnly();
        } catch (CodeRefusedException e) {
            throw e;
        } catch (Throwable e) {
            throw new CodeRefusedException("native functions may not be called (" + e.getMessage() + ")", e);
        }
    }

    private static MemorySegment map(long size) throws Throwable {
        MethodHandle mmap = function(
                "mmap",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        long address = (long) mmap.invokeExact(0L, size, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
        if (address == FAILED) {
            throw new CodeRefusedException("the system gives no memory for code (mmap failed)", null);
        }
        return MemorySegment.ofAddress(address).reinterpret(size, Arena.global(), null);
    }

    private static void protect(MemorySegment pages, long size) throws Throwable {
        MethodHandle mprotect = function(
                "mprotect",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        int result = (int) mprotect.invokeExact(pages.address(), size, READ_EXECUTE);
        if (result != 0) {
            throw new CodeRefusedException("the system refuses to make memory executable (mprotect failed)", null);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup lookup = linker.defaultLookup();
        return linker.downcallHandle(lookup.find(name).orElseThrow(), type);
    }
}
