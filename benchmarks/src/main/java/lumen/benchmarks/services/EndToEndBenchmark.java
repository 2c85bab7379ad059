package lumen.benchmarks.services;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How much of ONNX Runtime's own speed is left when audio comes in over REST and goes through every
 * service, the broker and the database. Both are measured in turn, in the same run.
 */
@Command(name = "end-to-end", mixinStandardHelpOptions = true)
public final class EndToEndBenchmark implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "The gateway's address.")
    private URI url;

    @Option(names = "--models", required = true, description = "The folder of lumen's models.")
    private Path models;

    @Option(names = "--model", description = "Which model; default: lumen's default model.")
    private String modelId;

    @Option(
            names = "--audio",
            required = true,
            description = "A data root with WAV files; they are made when there are none.")
    private Path audio;

    @Option(
            names = "--files",
            defaultValue = "200",
            description = "How many files to make; default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(
            names = "--threads",
            description =
                    "Threads of ONNX Runtime alone, as the service has; default: one per core.")
    private Integer threads;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Measured rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--least-ratio",
            defaultValue = "0.85",
            description = "Fails below this median ratio; default: ${DEFAULT-VALUE}.")
    private double leastRatio;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EndToEndBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, OrtException {
        List<Path> files = AudioFolder.files(audio, count);
        int cores = Runtime.getRuntime().availableProcessors();
        int used = threads == null ? cores : threads;
        try (Gateway gateway = new Gateway(url)) {
            ModelView model = gateway.model(modelId);
            Path file = models.resolve(model.id() + ".onnx");
            if (!Files.isRegularFile(file)) {
                throw new IOException("--models has no file of model " + model.id());
            }
            try (OnnxRuntimeAlone alone = new OnnxRuntimeAlone(file, used)) {
                alone.load(files);
                int batch = alone.bestBatch();
                System.out.printf(
                        Locale.ROOT,
                        "model %s, %d files, %.0f s of audio, %d windows; %d cores, %d threads,"
                                + " batches of %d%n%n",
                        model.id(),
                        files.size(),
                        alone.seconds(),
                        alone.windows(),
                        cores,
                        used,
                        batch);
                return compare(gateway, model, alone, batch, files);
            }
        }
    }

    private int compare(
            Gateway gateway, ModelView model, OnnxRuntimeAlone alone, int batch, List<Path> files)
            throws IOException, InterruptedException, OrtException {
        throughServices(gateway, model, files);
        System.out.println(
                "| round | ONNX Runtime alone, windows/s | through all services, windows/s |"
                        + " files/s | times real time | ratio |");
        System.out.println("|---|---|---|---|---|---|");
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double before = alone.windowsPerSecond(batch, alone.windows());
            double time = throughServices(gateway, model, files);
            double after = alone.windowsPerSecond(batch, alone.windows());
            // The mean of before and after: what the machine gave while the services ran.
            double most = (before + after) / 2;
            double reached = alone.windows() / time;
            ratios[round] = reached / most;
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f | %.1f | %.0f | %.2f |%n",
                    round + 1,
                    most,
                    reached,
                    files.size() / time,
                    alone.seconds() / time,
                    ratios[round]);
        }
        Arrays.sort(ratios);
        double median = ratios[rounds / 2];
        System.out.printf(
                Locale.ROOT, "%nmedian ratio **%.2f**, wanted %.2f%n", median, leastRatio);
        return median >= leastRatio ? 0 : 1;
    }

    /** Submits all files and answers the seconds until their job has ended. */
    private static double throughServices(Gateway gateway, ModelView model, List<Path> files)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        JobView job = gateway.awaitEnd(gateway.submit(files, model.id()).id());
        double time = (System.nanoTime() - start) / 1e9;
        if (job.items().succeeded() != files.size()) {
            throw new IOException("not every file succeeded: " + job);
        }
        return time;
    }
}
