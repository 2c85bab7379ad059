package lumen.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import lumen.training.engine.NativeRuntime;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares a training step of lumen with PyTorch's: first the numbers, logits as served, loss and
 * gradients of the first step, then the time, step by step in turn.
 *
 * <p>Processor time is compared, which other programs disturb least; the ratio is ours divided by
 * theirs, so less is better.
 */
@Command(name = "training", mixinStandardHelpOptions = true)
public final class TrainingBenchmark implements Callable<Integer> {
    private static final double MOST_RATIO = 1.1;
    private static final double MOST_LOGIT_DIFFERENCE = 1e-4;
    private static final double MOST_GRADIENT_DIFFERENCE = 1e-3;

    @Option(names = "--worker", required = true, description = "The PyTorch worker's program.")
    private Path worker;

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "Measured steps of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--batch-size",
            defaultValue = "16",
            description = "Examples in a step; default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads of each; default: ${DEFAULT-VALUE}.")
    private int threads;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainingBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        NativeRuntime.prepare(threads, 1);
        Path directory = Files.createTempDirectory("lumen-training-");
        try (PytorchWorker pytorch = new PytorchWorker(worker, directory);
                TrainingTask lumen = new TrainingTask(batchSize)) {
            pytorch.open(lumen.weights(), lumen, threads);
            System.out.printf(
                    Locale.ROOT,
                    "MobileNetV3-Large, %d windows of 128 x 76, %d threads; peer: %s%n%n",
                    batchSize,
                    threads,
                    pytorch.versions());
            boolean equal = compare(lumen, pytorch);
            boolean fast = time(lumen, pytorch);
            return equal && fast ? 0 : 1;
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static boolean compare(TrainingTask lumen, PytorchWorker pytorch) throws IOException {
        float[] ours = lumen.evaluate();
        float[] theirs = pytorch.evaluate();
        double logits = 0;
        for (int index = 0; index < ours.length; index++) {
            logits = Math.max(logits, Math.abs(ours[index] - theirs[index]));
        }
        TrainingTask.Gradients our = lumen.gradients();
        TrainingTask.Gradients their = pytorch.gradients();
        double difference = 0;
        double size = 0;
        for (int index = 0; index < our.values().length; index++) {
            difference += Math.pow(our.values()[index] - their.values()[index], 2);
            size += Math.pow(their.values()[index], 2);
        }
        double gradients = Math.sqrt(difference / size);
        System.out.println("| quantity | difference | wanted |");
        System.out.println("|---|---|---|");
        System.out.printf(
                Locale.ROOT,
                "| logits as served, largest | %.1e | %.0e |%n",
                logits,
                MOST_LOGIT_DIFFERENCE);
        System.out.printf(
                Locale.ROOT,
                "| loss in training | %.1e | |%n",
                Math.abs(our.loss() - their.loss()));
        System.out.printf(
                Locale.ROOT,
                "| all gradients, relative Euclidean norm | %.1e | %.0e |%n%n",
                gradients,
                MOST_GRADIENT_DIFFERENCE);
        return logits <= MOST_LOGIT_DIFFERENCE && gradients <= MOST_GRADIENT_DIFFERENCE;
    }

    private boolean time(TrainingTask lumen, PytorchWorker pytorch) throws IOException {
        StepTime[] ours = new StepTime[rounds];
        StepTime[] theirs = new StepTime[rounds];
        for (int round = -Math.max(3, rounds / 4); round < rounds; round++) {
            StepTime our = lumen.step();
            StepTime their = pytorch.step();
            // Rounds below zero warm both up.
            if (round >= 0) {
                ours[round] = our;
                theirs[round] = their;
            }
        }
        System.out.println(
                "| time of a step | lumen ms, least (median) | PyTorch ms, least (median) | ratio"
                        + " of least (of medians) | wanted |");
        System.out.println("|---|---|---|---|---|");
        double ratio = row("processor", ours, theirs, StepTime::processor, "" + MOST_RATIO);
        row("wall", ours, theirs, StepTime::wall, "");
        return ratio <= MOST_RATIO;
    }

    private static double row(
            String name,
            StepTime[] ours,
            StepTime[] theirs,
            ToLongFunction<StepTime> time,
            String wanted) {
        long[] our = Arrays.stream(ours).mapToLong(time).sorted().toArray();
        long[] their = Arrays.stream(theirs).mapToLong(time).sorted().toArray();
        double ratio = (double) our[0] / their[0];
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f (%.0f) | %.0f (%.0f) | **%.2f** (%.2f) | %s |%n",
                name,
                our[0] / 1e6,
                our[our.length / 2] / 1e6,
                their[0] / 1e6,
                their[their.length / 2] / 1e6,
                ratio,
                (double) our[our.length / 2] / their[their.length / 2],
                wanted);
        return ratio;
    }
}
