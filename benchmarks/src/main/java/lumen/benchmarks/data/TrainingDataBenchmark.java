package lumen.benchmarks.data;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Windowing;
import lumen.audio.augmentation.Augmentations;
import lumen.audio.mel.MelParameters;
import lumen.benchmarks.scaling.FeatureService;
import lumen.datasets.Dataset;
import lumen.embedded.EmbeddedKafka;
import lumen.embedded.FreePorts;
import lumen.training.data.Batch;
import lumen.training.data.BatchFeed;
import lumen.training.data.CachedFeatureSource;
import lumen.training.data.FeatureCache;
import lumen.training.data.FeatureSource;
import lumen.training.data.LocalFeatureSource;
import lumen.training.data.SamplePlan;
import lumen.training.data.TrainingDataException;
import lumen.training.data.kafka.KafkaFeatureSource;
import lumen.training.data.kafka.KafkaSettings;
import lumen.training.engine.NativeRuntime;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Trains a network with features that feature-service computes and sends over Kafka, and with the
 * same features from the disk cache, in turn; files a second of both. Broker, feature-service and
 * training share the machine's cores.
 */
@Command(name = "training-data", mixinStandardHelpOptions = true)
public final class TrainingDataBenchmark implements Callable<Integer> {
    private static final String RUN = "benchmark";

    @Option(
            names = "--program",
            required = true,
            description = "The folder with feature-service's quarkus-run.jar.")
    private Path program;

    @Option(names = "--work", required = true, description = "A folder for broker, clips and logs.")
    private Path work;

    @Option(
            names = "--model",
            defaultValue = "mobilenet_v3_large",
            description = "The network; default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--batch-size",
            defaultValue = "24",
            description = "Files in a batch; default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(
            names = "--batches",
            defaultValue = "30",
            description = "Batches in a round; default: ${DEFAULT-VALUE}.")
    private int batches;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Measured rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--ahead",
            defaultValue = "96",
            description = "Files that are asked for ahead; default: ${DEFAULT-VALUE}.")
    private int ahead;

    @Option(
            names = "--threads",
            defaultValue = "2",
            description = "Threads of training; default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--augmentations",
            arity = "0..*",
            description =
                    "Augmentations of what comes over Kafka; nothing varied is cached, so then it"
                            + " is more work that is compared.")
    private List<String> augmentations = List.of();

    @Option(
            names = "--least-ratio",
            defaultValue = "0.95",
            description = "Fails below this median ratio; default: ${DEFAULT-VALUE}.")
    private double leastRatio;

    private final OperatingSystemMXBean process =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final FeatureSpecification features =
            new LogMelSpectrogramFeatures(
                    new MelParameters(22_050, 2_048, 882, 128, 0, 11_025), true, Windowing.of(76));

    /**
     * A round.
     *
     * @param filesPerSecond of training
     * @param processorSeconds of this process, broker included
     */
    private record Speed(double filesPerSecond, double processorSeconds) {}

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new TrainingDataBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, TrainingDataException {
        NativeRuntime.prepare(threads, 1);
        Path audio = work.resolve("clips").toAbsolutePath();
        Dataset dataset = Clips.make(audio, batchSize * batches);
        List<Integer> ports = FreePorts.any(2);
        try (EmbeddedKafka kafka =
                        EmbeddedKafka.start(work.resolve("kafka"), ports.get(0), ports.get(1));
                FeatureService service =
                        FeatureService.start(
                                program.toAbsolutePath(),
                                kafka.bootstrapServers(),
                                audio,
                                Runtime.getRuntime().availableProcessors(),
                                "uploads",
                                work.resolve("feature-service.log"));
                FeatureSource overKafka =
                        new KafkaFeatureSource(
                                new KafkaSettings(
                                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                        RUN,
                                        KafkaSettings.IN_FLIGHT,
                                        Duration.ofSeconds(20)),
                                TrainingDataBenchmark::tell);
                FeatureSource fromDisk =
                        new CachedFeatureSource(
                                new LocalFeatureSource(threads),
                                new FeatureCache(
                                        work.resolve("cache"),
                                        1L << 30,
                                        TrainingDataBenchmark::tell));
                Learner learner = new Learner(model, features, dataset.labelSet().size())) {
            requireEqual(overKafka, fromDisk, dataset);
            return compare(service, overKafka, fromDisk, learner, dataset);
        }
    }

    private BatchFeed feed(FeatureSource source, Dataset dataset, List<String> names) {
        return new BatchFeed(
                new SamplePlan(
                        dataset, features, Augmentations.parse(names, List.of()), 0, false, 1),
                source,
                batchSize,
                true,
                ahead,
                TrainingDataBenchmark::tell);
    }

    /** What is compared must be the same; it also fills the cache and warms feature-service up. */
    private void requireEqual(FeatureSource overKafka, FeatureSource fromDisk, Dataset dataset)
            throws InterruptedException, TrainingDataException {
        try (BatchFeed one = feed(overKafka, dataset, List.of());
                BatchFeed other = feed(fromDisk, dataset, List.of())) {
            one.begin(0);
            other.begin(0);
            while (one.hasNext()) {
                if (!Arrays.equals(one.next().features(), other.next().features())) {
                    throw new IllegalStateException(
                            "features over Kafka differ from those computed here");
                }
            }
        }
    }

    private int compare(
            FeatureService service,
            FeatureSource overKafka,
            FeatureSource fromDisk,
            Learner learner,
            Dataset dataset)
            throws InterruptedException, TrainingDataException {
        System.out.printf(
                Locale.ROOT,
                "%s, %d files of 3 s a round in batches of %d, %d asked for ahead, %d threads, %d"
                        + " cores; augmentations over Kafka: %s%n%n",
                model,
                batches * batchSize,
                batchSize,
                ahead,
                threads,
                Runtime.getRuntime().availableProcessors(),
                augmentations);
        System.out.println(
                "| round | from the disk cache, files/s | processor, ms a file | over Kafka,"
                        + " files/s | processor, ms a file | of feature-service | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        double[] ratios = new double[rounds];
        for (int round = 0; round <= rounds; round++) {
            Speed disk = speed(fromDisk, learner, dataset, List.of(), round);
            Duration before = service.processorTime();
            Speed kafka = speed(overKafka, learner, dataset, augmentations, round);
            double service1 = service.processorTime().minus(before).toNanos() / 1e9;
            if (round == 0) {
                continue; // It compiles.
            }
            ratios[round - 1] = kafka.filesPerSecond() / disk.filesPerSecond();
            double perFile = 1000.0 / (batches * batchSize);
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.2f | %.1f | %.2f | %.2f | %.3f |%n",
                    round,
                    disk.filesPerSecond(),
                    disk.processorSeconds() * perFile,
                    kafka.filesPerSecond(),
                    kafka.processorSeconds() * perFile,
                    service1 * perFile,
                    ratios[round - 1]);
        }
        Arrays.sort(ratios);
        double median = ratios[(rounds - 1) / 2];
        System.out.printf(
                Locale.ROOT, "%nmedian ratio **%.3f**, wanted %.2f%n", median, leastRatio);
        return median >= leastRatio ? 0 : 1;
    }

    private Speed speed(
            FeatureSource source, Learner learner, Dataset dataset, List<String> names, int epoch)
            throws InterruptedException, TrainingDataException {
        try (BatchFeed feed = feed(source, dataset, names)) {
            long processor = process.getProcessCpuTime();
            long start = System.nanoTime();
            feed.begin(epoch);
            int files = 0;
            while (feed.hasNext()) {
                Batch batch = feed.next();
                learner.learn(batch);
                files += batch.sampleIds().size();
            }
            return new Speed(
                    files / ((System.nanoTime() - start) / 1e9),
                    (process.getProcessCpuTime() - processor) / 1e9);
        }
    }

    private static void tell(String line) {
        System.err.println(line);
    }
}
