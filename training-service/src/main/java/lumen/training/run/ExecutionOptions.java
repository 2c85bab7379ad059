package lumen.training.run;

import java.util.Locale;
import lumen.training.engine.ComputeDevice;
import lumen.training.engine.Execution;
import lumen.training.engine.Precision;
import picocli.CommandLine.Option;

/** The options that decide how a graph is computed. */
final class ExecutionOptions {
    @Option(
            names = "--device",
            defaultValue = "auto",
            description = "cpu, cuda, or auto: a GPU where there is one.")
    private String device;

    @Option(
            names = "--precision",
            defaultValue = "FLOAT32",
            description =
                    "One of ${COMPLETION-CANDIDATES}: numbers of matrix products and convolutions.")
    private Precision precision;

    @Option(
            names = "--memory-layout",
            defaultValue = "AUTO",
            description =
                    "One of ${COMPLETION-CANDIDATES}: how images lie in memory; AUTO is what was"
                            + " measured to be fastest for the architecture.")
    private MemoryLayout layout;

    /** The execution of an architecture's graph. */
    Execution of(String architecture) {
        return new Execution(
                ComputeDevice.named(device.toLowerCase(Locale.ROOT)),
                precision,
                layout.isChannelsLast(architecture));
    }
}
