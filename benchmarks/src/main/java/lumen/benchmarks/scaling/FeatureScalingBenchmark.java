package lumen.benchmarks.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lumen.contracts.topic.TopicLayout;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Files a second through feature-service with two workers against one, in turn, over a real broker
 * that shares the machine's cores with it.
 */
@Command(name = "feature-scaling", mixinStandardHelpOptions = true)
public final class FeatureScalingBenchmark implements Callable<Integer> {
    @Option(
            names = "--program",
            required = true,
            description = "The folder with feature-service's quarkus-run.jar.")
    private Path program;

    @Option(names = "--audio", required = true, description = "A folder with audio files.")
    private Path audio;

    @Option(names = "--work", required = true, description = "A folder for the broker and logs.")
    private Path work;

    @Option(
            names = "--files",
            defaultValue = "400",
            description = "Requests in a round; default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Measured rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--isolated",
            defaultValue = "uploads",
            description =
                    "always: all files are decoded by other processes, as uploads are; default:"
                            + " ${DEFAULT-VALUE}, which none of these files is.")
    private String isolated;

    @Option(
            names = "--least-ratio",
            defaultValue = "1.8",
            description = "Fails below this median ratio; default: ${DEFAULT-VALUE}.")
    private double leastRatio;

    private record Speed(double filesPerSecond, double processorMilliseconds) {}

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FeatureScalingBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Path> files = files();
        List<Integer> ports = FreePorts.any(2);
        try (EmbeddedKafka kafka =
                EmbeddedKafka.start(work.resolve("kafka"), ports.get(0), ports.get(1))) {
            kafka.createTopics(TopicLayout.all());
            try (FeatureTopics topics = new FeatureTopics(kafka.bootstrapServers())) {
                return compare(kafka.bootstrapServers(), topics, files);
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(audio)) {
            found =
                    entries.filter(file -> file.toString().matches(".*\\.(wav|ogg|mp3|flac)"))
                            .map(Path::toAbsolutePath)
                            .sorted()
                            .toList();
        }
        if (found.isEmpty()) {
            throw new IOException("there is no audio in " + audio);
        }
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(found.get(i % found.size()));
        }
        return files;
    }

    private int compare(String broker, FeatureTopics topics, List<Path> files)
            throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "%d cores, %d requests a round, isolated: %s%n%n",
                Runtime.getRuntime().availableProcessors(),
                files.size(),
                isolated);
        System.out.println(
                "| round | 1 worker, files/s | ms of processor a file | 2 workers, files/s |"
                        + " ms of processor a file | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            Speed one = speed(broker, topics, files, 1);
            Speed two = speed(broker, topics, files, 2);
            ratios[round] = two.filesPerSecond() / one.filesPerSecond();
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.2f | %.1f | %.2f | %.2f |%n",
                    round + 1,
                    one.filesPerSecond(),
                    one.processorMilliseconds(),
                    two.filesPerSecond(),
                    two.processorMilliseconds(),
                    ratios[round]);
        }
        Arrays.sort(ratios);
        double median = ratios[rounds / 2];
        System.out.printf(
                Locale.ROOT, "%nmedian ratio **%.2f**, wanted %.2f%n", median, leastRatio);
        return median >= leastRatio ? 0 : 1;
    }

    private Speed speed(String broker, FeatureTopics topics, List<Path> files, int workers)
            throws IOException, InterruptedException {
        Path log = work.resolve("feature-service-" + workers + ".log");
        try (FeatureService service =
                FeatureService.start(
                        program.toAbsolutePath(),
                        broker,
                        audio.toAbsolutePath(),
                        workers,
                        isolated,
                        log)) {
            // The first round is not measured: it compiles, and tells how many parts there are.
            long before = topics.parts();
            topics.request(files);
            long quiet = topics.awaitQuiet(before);
            double processor = service.processorTime().toNanos();
            long start = System.nanoTime();
            topics.request(files);
            topics.awaitParts(quiet + quiet - before);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Speed(
                    files.size() / seconds,
                    (service.processorTime().toNanos() - processor) / 1e6 / files.size());
        }
    }
}
