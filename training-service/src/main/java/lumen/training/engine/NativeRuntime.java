package lumen.training.engine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Settings of the process that training needs, applied once before the first tensor is made.
 *
 * <p>JavaCPP would stop a run when the process grows beyond a multiple of the Java heap, which
 * native tensors always do; and glibc would map and unmap every large activation, which costs a
 * third of a training step.
 */
public final class NativeRuntime {
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int KEPT_BELOW_BYTES = 1 << 30;
    private static final int GROW_BY_BYTES = 64 << 20;

    private NativeRuntime() {}

    /**
     * Prepares libtorch.
     *
     * @param threads threads of one operator, at least 1; set {@code OMP_WAIT_POLICY=passive} in
     *     the environment when other programs share the processor
     * @param seed seed of libtorch's generator, which dropout draws from
     */
    public static void prepare(int threads, long seed) {
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxbytes", "0");
        keepFreedMemory();
        matrixProductsOnOneThread();
        torch.set_num_threads(threads);
        torch.manual_seed(seed);
    }

    /** Where libtorch's generator stands; belongs to the pointer scope around the call. */
    public static Tensor randomState() {
        return torch.getDefaultCPUGenerator().get_state();
    }

    /**
     * Puts libtorch's generator where another one stood.
     *
     * @param state what {@link #randomState} gave
     */
    public static void resumeRandomness(Tensor state) {
        torch.getDefaultCPUGenerator().set_state(state);
    }

    /**
     * OpenBLAS has threads of its own beside libtorch's, which wait by spinning: on a processor
     * that does other work as well, they make a step ten times as long.
     */
    private static void matrixProductsOnOneThread() {
        openblas_nolapack.blas_set_num_threads(1);
    }

    /** Tells glibc to keep freed blocks; does nothing where the C library has no mallopt. */
    @SuppressWarnings("restricted")
    private static void keepFreedMemory() {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> symbol = linker.defaultLookup().find("mallopt");
        if (symbol.isEmpty()) {
            return;
        }
        MethodHandle mallopt =
                linker.downcallHandle(
                        symbol.get(),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        set(mallopt, M_MMAP_THRESHOLD, KEPT_BELOW_BYTES);
        set(mallopt, M_TRIM_THRESHOLD, Integer.MAX_VALUE);
        set(mallopt, M_TOP_PAD, GROW_BY_BYTES);
    }

    private static void set(MethodHandle mallopt, int parameter, int value) {
        try {
            int accepted = (int) mallopt.invokeExact(parameter, value);
            if (accepted == 0) {
                System.getLogger(NativeRuntime.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "mallopt({0}) refused: training steps may be slower",
                                parameter);
            }
        } catch (Throwable failure) {
            throw new EngineException("mallopt cannot be called", failure);
        }
    }
}
