package lumen.audio.spectrum;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import lumen.audio.spectrum.plain.PlainSpectrumKernel;
import lumen.audio.spectrum.vector.VectorSpectrumKernel;

/** The implementations of {@link SpectrumKernel}. */
public enum KernelKind {
    /** Plain Java, everywhere. */
    PLAIN {
        @Override
        public SpectrumKernel create(FrameTables tables) {
            return new PlainSpectrumKernel(tables);
        }
    },
    /** The Vector API, about ten times as fast; needs the module jdk.incubator.vector. */
    VECTOR {
        @Override
        public SpectrumKernel create(FrameTables tables) {
            return new VectorSpectrumKernel(tables);
        }
    };

    private static final class Best {
        private static final KernelKind KIND = choose();

        private static KernelKind choose() {
            Logger logger = System.getLogger(KernelKind.class.getName());
            if (!vectorModulePresent()) {
                logger.log(
                        Level.WARNING,
                        "Spectrograms are computed by plain Java, several times slower than"
                                + " possible: start Java with --add-modules jdk.incubator.vector"
                                + " to use the processor's vector unit");
                return PLAIN;
            }
            if (!VectorSpectrumKernel.isWorthwhile()) {
                logger.log(
                        Level.INFO,
                        "Spectrograms are computed by plain Java: this processor has no vector"
                                + " unit that Java can use");
                return PLAIN;
            }
            return VECTOR;
        }
    }

    /** Makes a kernel for one thread. */
    public abstract SpectrumKernel create(FrameTables tables);

    /**
     * The fastest kind that this JVM can run; says so in the log, once, if that is the plain one.
     */
    public static KernelKind best() {
        return Best.KIND;
    }

    private static boolean vectorModulePresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
