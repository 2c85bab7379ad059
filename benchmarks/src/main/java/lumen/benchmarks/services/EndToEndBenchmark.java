package lumen.benchmarks.services;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * service, the broker and the database, model by model. Everything is measured in turn, in one run.
 *
 * <p>Beside ONNX Runtime alone stands what the cores allow: features and inference one after the
 * other on all cores with nothing lost between them. With a model that costs less than its
 * features, no system can come near to ONNX Runtime alone.
 */
@Command(name = "end-to-end", mixinStandardHelpOptions = true)
public final class EndToEndBenchmark implements Callable<Integer> {
    /** Warmed up when a round is no longer faster than the one before by more than this. */
    private static final double SETTLED = 1.05;

    private static final int MOST_WARM_UPS = 12;

    @Option(names = "--url", required = true, description = "The gateway's address.")
    private URI url;

    @Option(names = "--models", required = true, description = "The folder of lumen's models.")
    private Path models;

    @Option(
            names = "--model",
            split = ",",
            description = "Which models, separated by commas; default: every model that is ready.")
    private List<String> modelIds = List.of();

    @Option(
            names = "--judged",
            description = "The model whose ratio must reach --least-ratio; default: the last one.")
    private String judged;

    @Option(
            names = "--audio",
            required = true,
            description = "A data root with WAV files; they are made when there are none.")
    private Path audio;

    @Option(
            names = "--files",
            defaultValue = "100",
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
        double ratio = 0;
        try (Gateway gateway = new Gateway(url)) {
            List<ModelView> measured = measured(gateway);
            String last = judged == null ? measured.getLast().id() : judged;
            System.out.printf(
                    Locale.ROOT, "%d files, %d cores, %d threads%n%n", files.size(), cores, used);
            System.out.println(
                    "| model | batch | ONNX Runtime alone, windows/s | features alone, windows/s |"
                            + " the cores allow, windows/s | through all services, windows/s |"
                            + " files/s | times real time | of ONNX Runtime alone |"
                            + " of what the cores allow |");
            System.out.println("|---|---|---|---|---|---|---|---|---|---|");
            for (ModelView model : measured) {
                double reached = measure(gateway, model, files, used, cores);
                if (model.id().equals(last)) {
                    ratio = reached;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%s reaches **%.2f** of ONNX Runtime alone, wanted %.2f%n",
                    last,
                    ratio,
                    leastRatio);
        }
        return ratio >= leastRatio ? 0 : 1;
    }

    private List<ModelView> measured(Gateway gateway) throws IOException, InterruptedException {
        if (modelIds.isEmpty()) {
            return gateway.models().stream()
                    .filter(model -> model.state() == ModelView.ModelState.READY)
                    .toList();
        }
        List<ModelView> named = new ArrayList<>();
        for (String id : modelIds) {
            named.add(gateway.model(id));
        }
        return named;
    }

    /** Measures one model and answers the median ratio to ONNX Runtime alone. */
    private double measure(Gateway gateway, ModelView model, List<Path> files, int used, int cores)
            throws IOException, InterruptedException, OrtException {
        Path file = models.resolve(model.id() + ".onnx");
        if (!Files.isRegularFile(file)) {
            throw new IOException("--models has no file of model " + model.id());
        }
        warmUp(gateway, model, files);
        try (OnnxRuntimeAlone alone = new OnnxRuntimeAlone(file, used)) {
            alone.load(files);
            int batch = alone.bestBatch();
            double[][] figures = new double[rounds][];
            for (int round = 0; round < rounds; round++) {
                double before = alone.windowsPerSecond(batch, alone.windows());
                double features = alone.windows() / alone.featureSeconds(files, cores);
                double reached = alone.windows() / throughServices(gateway, model, files);
                double after = alone.windowsPerSecond(batch, alone.windows());
                // The mean of before and after: what the machine gave while the services ran.
                figures[round] = new double[] {(before + after) / 2, features, reached};
            }
            Arrays.sort(
                    figures,
                    (left, right) -> Double.compare(left[2] / left[0], right[2] / right[0]));
            double[] median = figures[(rounds - 1) / 2];
            double allowed = 1 / (1 / median[0] * used / cores + 1 / median[1]);
            double most = Math.min(allowed, median[0]);
            double filesPerSecond = median[2] * files.size() / alone.windows();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.0f | %.2f | %.2f |%n",
                    model.id(),
                    batch,
                    median[0],
                    median[1],
                    most,
                    median[2],
                    filesPerSecond,
                    filesPerSecond * alone.seconds() / files.size(),
                    median[2] / median[0],
                    median[2] / most);
            return median[2] / median[0];
        }
    }

    /** Repeats until the services' compilers have settled. */
    private static void warmUp(Gateway gateway, ModelView model, List<Path> files)
            throws IOException, InterruptedException {
        double last = throughServices(gateway, model, files);
        for (int round = 0; round < MOST_WARM_UPS; round++) {
            double now = throughServices(gateway, model, files);
            System.err.printf(Locale.ROOT, "warming up %s: %.2f s%n", model.id(), now);
            if (now * SETTLED > last) {
                return;
            }
            last = now;
        }
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
