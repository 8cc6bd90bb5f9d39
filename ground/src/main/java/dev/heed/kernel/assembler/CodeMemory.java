package dev.heed.kernel.assembler;

import java.lang.foreign.MemorySegment;

/** Puts machine code where the processor may run it. One implementation an operating system. */
public interface CodeMemory {
    /**
     * Copies code into memory of its own that is executable and no longer writable, for as long as the process lives.
     *
     * @return where it begins
     * @throws CodeRefusedException if the system does not let code be made
     */
    MemorySegment install(byte[] code) throws CodeRefusedException;

    /** The system refuses executable memory, or this process may not call native functions. */
    final class CodeRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        public CodeRefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
