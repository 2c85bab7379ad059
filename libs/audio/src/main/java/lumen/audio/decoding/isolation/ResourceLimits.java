package lumen.audio.decoding.isolation;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Limits of this process, which the kernel enforces and which it can never raise again: {@code
 * setrlimit} of POSIX. Called from within, so that no shell is needed around the process.
 */
final class ResourceLimits {
    /** Linux's numbers, the same on x86-64 and ARM64. */
    private static final int FILE_SIZE = 1;

    private static final int CORE_DUMP = 4;
    private static final int OPEN_FILES = 7;
    private static final int ADDRESS_SPACE = 9;

    private static final long FEW_FILES = 64;

    private ResourceLimits() {}

    /**
     * No file written, no core dump, few files open, bounded memory.
     *
     * @param memoryBytes the address space
     * @throws IllegalStateException if the system refuses
     */
    static void ofWorker(long memoryBytes) {
        set(FILE_SIZE, 0);
        set(CORE_DUMP, 0);
        set(OPEN_FILES, FEW_FILES);
        set(ADDRESS_SPACE, memoryBytes);
    }

    @SuppressWarnings("restricted")
    private static void set(int resource, long limit) {
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(
                        linker.defaultLookup().find("setrlimit").orElseThrow(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        int result;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_LONG, limit, limit);
            result = (int) function.invokeExact(resource, both);
        } catch (Throwable failure) {
            throw new IllegalStateException("setrlimit cannot be called", failure);
        }
        if (result != 0) {
            throw new IllegalStateException(
                    "the system refuses limit %d of resource %d".formatted(limit, resource));
        }
    }
}
