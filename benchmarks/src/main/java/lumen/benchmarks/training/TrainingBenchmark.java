package lumen.benchmarks.training;

import ai.onnxruntime.OrtException;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import lumen.training.checkpoint.ServedModel;
import lumen.training.engine.NativeRuntime;
import lumen.training.engine.Precision;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares the time of a training step (forward, backward, clipping, AdamW) and of an inference
 * with PyTorch's, in turn, on the same weights and batch. The peer gets the memory layout that is
 * faster for it, which is tried out first.
 *
 * <p>Ratios are ours divided by theirs, so less is better. The least of all rounds is compared,
 * which other programs disturb least.
 */
@Command(name = "training", mixinStandardHelpOptions = true)
public final class TrainingBenchmark implements Callable<Integer> {
    private static final double MOST_TRAINING = 1.05;
    private static final int FASTER_NETWORKS = 2;
    private static final double MOST_OF_EAGER = 0.6;
    private static final double MOST_OF_FROZEN = 0.95;
    private static final int TRIED_STEPS = 2;
    private static final int INFERENCES_PER_ROUND = 3;

    @Option(names = "--worker", required = true, description = "The PyTorch worker's program.")
    private Path worker;

    @Option(
            names = "--network",
            arity = "1..*",
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Network[] networks = Network.values();

    @Option(
            names = "--precision",
            defaultValue = "FLOAT32",
            description = "Ours: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
    private Precision precision;

    @Option(
            names = "--rounds",
            defaultValue = "8",
            description = "Measured steps of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads of each; default: ${DEFAULT-VALUE}.")
    private int threads;

    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private int faster;
    private boolean reached = true;

    /** Times of the three ways to compute logits. */
    private record Inference(List<StepTime> ours, List<StepTime> eager, List<StepTime> frozen) {}

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new TrainingBenchmark())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, OrtException {
        NativeRuntime.prepare(threads, 1);
        List<String> inferences = new ArrayList<>();
        try (BenchmarkFolder folder = BenchmarkFolder.create();
                PytorchWorker pytorch = new PytorchWorker(worker, folder.path())) {
            System.out.printf(
                    "%d threads, %s; peer: %s%n%n", threads, precision, pytorch.versions());
            System.out.println(
                    "| training step | batch | lumen ms, least (median) | PyTorch ms, least"
                            + " (median) | ratio of wall times | of processor times |");
            System.out.println("|---|---|---|---|---|---|");
            for (Network network : networks) {
                inferences.addAll(measure(network, pytorch, folder.path()));
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nwanted: every ratio at most %.2f, %d of them below 1%n%n",
                MOST_TRAINING,
                FASTER_NETWORKS);
        System.out.println(
                "| inference | batch | ONNX Runtime ms | PyTorch eager ms | frozen ms | ratio to"
                        + " eager | to frozen |");
        System.out.println("|---|---|---|---|---|---|---|");
        inferences.forEach(System.out::println);
        System.out.printf(
                Locale.ROOT,
                "%nwanted: at most %.2f of eager and %.2f of frozen%n",
                MOST_OF_EAGER,
                MOST_OF_FROZEN);
        boolean fast = networks.length < Network.values().length || faster >= FASTER_NETWORKS;
        return reached && fast ? 0 : 1;
    }

    private List<String> measure(Network network, PytorchWorker pytorch, Path folder)
            throws IOException, OrtException {
        List<StepTime> ours = new ArrayList<>();
        List<StepTime> theirs = new ArrayList<>();
        try (TrainingTask lumen =
                new TrainingTask(network, network.forSpeed(), network.execution(precision))) {
            pytorch.open(lumen, threads);
            lumen.step();
            boolean channelsLast = isFasterChannelsLast(pytorch);
            pytorch.layout(channelsLast);
            lumen.step();
            pytorch.step();
            for (int round = 0; round < rounds; round++) {
                ours.add(lumen.step());
                theirs.add(pytorch.step());
            }
            double wall = ratio(ours, theirs, StepTime::wall);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d x %d x %d | %s | %s | **%.2f** | %.2f |%n",
                    network,
                    lumen.sizes().examples(),
                    lumen.sizes().bands(),
                    lumen.sizes().frames(),
                    times(ours),
                    times(theirs) + (channelsLast ? " channels last" : ""),
                    wall,
                    ratio(ours, theirs, StepTime::processor));
            reached &= wall <= MOST_TRAINING;
            faster += wall < 1 ? 1 : 0;
            Path file = folder.resolve("served.onnx");
            Files.write(file, lumen.model().toByteArray());
            List<String> rows = new ArrayList<>();
            for (int batch : new int[] {1, lumen.sizes().examples()}) {
                if (rows.isEmpty() || batch > 1) {
                    rows.add(row(network, batch, infer(lumen, pytorch, file, batch)));
                }
            }
            return rows;
        }
    }

    private static boolean isFasterChannelsLast(PytorchWorker pytorch) throws IOException {
        long contiguous = leastOf(pytorch, false);
        return leastOf(pytorch, true) < contiguous;
    }

    private static long leastOf(PytorchWorker pytorch, boolean channelsLast) throws IOException {
        pytorch.layout(channelsLast);
        pytorch.step();
        long least = Long.MAX_VALUE;
        for (int step = 0; step < TRIED_STEPS; step++) {
            least = Math.min(least, pytorch.step().wall());
        }
        return least;
    }

    private Inference infer(TrainingTask lumen, PytorchWorker pytorch, Path file, int batch)
            throws IOException, OrtException {
        Inference times = new Inference(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int bands = lumen.sizes().bands();
        int frames = lumen.sizes().frames();
        float[] features = new float[batch * bands * frames];
        System.arraycopy(lumen.features(), 0, features, 0, features.length);
        try (ServedModel served = new ServedModel(file, threads)) {
            served.logits(features, batch, bands, frames);
            // Frozen networks are compiled in their first runs.
            for (int run = 0; run < INFERENCES_PER_ROUND; run++) {
                pytorch.infer("frozen", batch);
            }
            for (int round = 0; round < rounds * INFERENCES_PER_ROUND; round++) {
                long processor = process.getProcessCpuTime();
                long wall = System.nanoTime();
                served.logits(features, batch, bands, frames);
                long passed = System.nanoTime() - wall;
                times.ours.add(new StepTime(process.getProcessCpuTime() - processor, passed, 0));
                times.eager.add(pytorch.infer("eager", batch));
                times.frozen.add(pytorch.infer("frozen", batch));
            }
        }
        return times;
    }

    private String row(Network network, int batch, Inference times) {
        double eager = ratio(times.ours, times.eager, StepTime::wall);
        double frozen = ratio(times.ours, times.frozen, StepTime::wall);
        reached &= eager <= MOST_OF_EAGER && frozen <= MOST_OF_FROZEN;
        return String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | **%.2f** | **%.2f** |",
                network,
                batch,
                times(times.ours),
                times(times.eager),
                times(times.frozen),
                eager,
                frozen);
    }

    private static double ratio(
            List<StepTime> ours, List<StepTime> theirs, ToLongFunction<StepTime> time) {
        return (double) least(ours, time) / least(theirs, time);
    }

    private static long least(List<StepTime> times, ToLongFunction<StepTime> time) {
        return times.stream().mapToLong(time).min().orElseThrow();
    }

    private static String times(List<StepTime> times) {
        List<StepTime> sorted =
                times.stream().sorted(Comparator.comparingLong(StepTime::wall)).toList();
        return String.format(
                Locale.ROOT,
                "%.1f (%.1f)",
                sorted.getFirst().wall() / 1e6,
                sorted.get(sorted.size() / 2).wall() / 1e6);
    }
}
