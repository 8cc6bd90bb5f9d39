package dev.heed.kernel.assembler;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Executable memory on Linux: pages from {@code mmap}, written, then switched to read and execute with {@code mprotect}.
 * No page is ever writable and executable at once.
 */
public final class LinuxCodeMemory implements CodeMemory {
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
        } catch (IllegalCallerException | LinkageError e) {
            throw new CodeRefusedException("native functions may not be called (" + e.getMessage() + ")", e);
        }
    }

    /** {@code mmap(NULL, size, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)} */
    private static MemorySegment map(long size) throws CodeRefusedException {
        long address = NativeCall.invoke(
                function("mmap"),
                MemorySegment.NULL,
                NativeCall.integer(size),
                NativeCall.integer(READ_WRITE),
                NativeCall.integer(PRIVATE_ANONYMOUS),
                NativeCall.integer(-1),
                NativeCall.integer(0));
        if (address == FAILED) {
            throw new CodeRefusedException("the system gives no memory for code (mmap failed)", null);
        }
        return MemorySegment.ofAddress(address).reinterpret(size, Arena.global(), null);
    }

    /** {@code mprotect(pages, size, PROT_READ|PROT_EXEC)} */
    private static void protect(MemorySegment pages, long size) throws CodeRefusedException {
        MemorySegment none = MemorySegment.NULL;
        long result = NativeCall.invoke(
                function("mprotect"),
                pages,
                NativeCall.integer(size),
                NativeCall.integer(READ_EXECUTE),
                none,
                none,
                none);
        if ((int) result != 0) {
            throw new CodeRefusedException("the system refuses to make memory executable (mprotect failed)", null);
        }
    }

    private static MemorySegment function(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).orElseThrow();
    }
}
