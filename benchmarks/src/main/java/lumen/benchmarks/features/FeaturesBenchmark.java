package lumen.benchmarks.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lumen.audio.Transform;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times every transform with JMH, one thread, and torchaudio in turn with it where that has the
 * transform: an iteration of lumen, as long a time of torchaudio, and so on.
 *
 * <p>The least time is what the code needs when nothing disturbs it; the median is told too. The
 * ratio is torchaudio's time divided by ours.
 */
@Command(name = "features", mixinStandardHelpOptions = true)
public final class FeaturesBenchmark implements Callable<Integer> {
    @Option(names = "--worker", required = true, description = "The torchaudio worker's program.")
    private Path worker;

    @Option(
            names = "--transforms",
            split = ",",
            description = "Transforms, separated by commas; default: all.")
    private List<Transform> transforms = List.of(Transform.values());

    @Option(names = "--rates", split = ",", description = "Sampling rates; default: both.")
    private List<Integer> rates = List.of(16_000, 44_100);

    @Option(names = "--seconds", split = ",", description = "Lengths of clips; default: 3,20.")
    private List<Integer> seconds = List.of(3, 20);

    @Option(
            names = "--decoded",
            arity = "1",
            split = ",",
            description =
                    "Whether a file, wav, 16 bit, stereo, 44.1 kHz, is decoded in each round;"
                            + " default: both.")
    private List<Boolean> decoded = List.of(false, true);

    @Option(
            names = "--iterations",
            defaultValue = "6",
            description = "Measured iterations of 150 ms; default: ${DEFAULT-VALUE}.")
    private int iterations;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FeaturesBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, RunnerException {
        Path directory = Files.createTempDirectory("lumen-features-");
        try {
            double peak = PeakRate.operationsPerSecond();
            try (TorchaudioPeer torchaudio = new TorchaudioPeer(worker, directory)) {
                System.out.printf(
                        Locale.ROOT,
                        "one thread, JMH, %d iterations in turn with the peer: %s; this core does"
                                + " at most %.0f Gflop/s%n%n",
                        iterations,
                        torchaudio.versions(),
                        peak / 1e9);
            }
            System.out.println(
                    "| transform | kHz | clip s | decode | lumen ms, least (median) | torchaudio"
                            + " ms, least (median) | ratio of least (of medians) | wanted | bytes"
                            + " allocated | share of limit |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|");
            boolean reached = true;
            for (boolean withFile : decoded) {
                for (Transform transform : transforms) {
                    for (int rate : rates) {
                        for (int length : seconds) {
                            FeatureCase task = new FeatureCase(transform, rate, length);
                            reached &= measure(task, withFile, directory, peak);
                        }
                    }
                }
            }
            return reached ? 0 : 1;
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private boolean measure(FeatureCase task, boolean withFile, Path directory, double peak)
            throws IOException, RunnerException {
        Path peerTimes = directory.resolve(ExtractionBenchmark.PEER_TIMES);
        Files.deleteIfExists(peerTimes);
        Collection<RunResult> results = new Runner(options(task, withFile, directory)).run();
        RunResult result = results.iterator().next();
        Statistics times = result.getPrimaryResult().getStatistics();
        double least = times.getMin() / 1e6;
        double median = times.getPercentile(50) / 1e6;
        double bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        double share = task.operations() / peak / (least / 1e3);
        String peer = "";
        String ratios = "";
        boolean reached = true;
        if (task.hasPeer()) {
            double[] theirs =
                    Files.readAllLines(peerTimes).stream()
                            .mapToDouble(line -> Long.parseLong(line) / 1e6)
                            .sorted()
                            .toArray();
            double theirMedian = theirs[theirs.length / 2];
            peer = String.format(Locale.ROOT, "%.3f (%.3f)", theirs[0], theirMedian);
            ratios =
                    String.format(
                            Locale.ROOT,
                            "**%.1f** (%.1f)",
                            theirs[0] / least,
                            theirMedian / median);
            // Decoding is FFmpeg's work on both sides; no ratio is asked of that.
            reached = withFile || theirs[0] / least >= task.leastRatio().orElse(0);
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %d | %s | %.3f (%.3f) | %s | %s | %s | %.0f | %s |%n",
                task.transform(),
                task.rate() / 1e3,
                task.seconds(),
                withFile ? "yes" : "no",
                least,
                median,
                peer,
                ratios,
                withFile || task.leastRatio().isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, "%.0f", task.leastRatio().getAsDouble()),
                bytes,
                withFile ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share));
        return reached;
    }

    private Options options(FeatureCase task, boolean withFile, Path directory) {
        return new OptionsBuilder()
                .include(ExtractionBenchmark.class.getName() + ".extract")
                .param("transform", task.transform().name())
                .param("rate", Integer.toString(task.rate()))
                .param("seconds", Integer.toString(task.seconds()))
                .param("decoded", Boolean.toString(withFile))
                .param("worker", worker.toAbsolutePath().toString())
                .param("directory", directory.toString())
                .warmupIterations(6)
                .warmupTime(TimeValue.milliseconds(400))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(150))
                .forks(1)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
    }
}
