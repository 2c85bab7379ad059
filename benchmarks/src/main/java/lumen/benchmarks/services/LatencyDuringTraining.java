package lumen.benchmarks.services;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;
import lumen.contracts.rest.TrainingView;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long one short clip takes while a model is trained on the same machine, compared with the
 * same system before that. The run uses the defaults, on made-up music.
 */
@Command(name = "latency-during-training", mixinStandardHelpOptions = true)
public final class LatencyDuringTraining implements Callable<Integer> {
    private static final List<String> LABELS = List.of("org", "pia", "vio");
    private static final int RATE = 44_100;
    private static final int RECORDING_SECONDS = 4;
    private static final int FIRST_STEPS = 3;
    private static final int MANY_EPOCHS = 1000;

    @Option(names = "--url", required = true, description = "The gateway's address.")
    private URI url;

    @Option(
            names = "--folder",
            required = true,
            description = "Where training data is made; below a data root of the server.")
    private Path folder;

    @Option(
            names = "--requests",
            defaultValue = "200",
            description = "Measured requests of each kind; default: ${DEFAULT-VALUE}.")
    private int requests;

    @Option(
            names = "--files",
            defaultValue = "96",
            description = "Recordings to train on; default: ${DEFAULT-VALUE}.")
    private int files;

    @Option(
            names = "--model",
            defaultValue = "mobilenet_v3_large",
            description = "What is trained; default: ${DEFAULT-VALUE}.")
    private String model;

    @Option(
            names = "--pause",
            defaultValue = "20",
            description = "Milliseconds between requests; default: ${DEFAULT-VALUE}.")
    private int pause;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LatencyDuringTraining()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        writeRecordings();
        try (Gateway gateway = new Gateway(url)) {
            ClipLatency latency = new ClipLatency(gateway, ClipLatency.clip(3), requests, pause);
            Distribution idle = latency.asJob();
            String run = gateway.train(options()).id();
            awaitSteps(gateway, run);
            long firstStep = gateway.training(run).step();
            long start = System.nanoTime();
            Distribution busy = latency.asJob();
            double seconds = (System.nanoTime() - start) / 1e9;
            TrainingView after = gateway.training(run);
            requireRunning(after);
            System.out.printf(
                    "one clip of 3 s at a time, %d requests, milliseconds;%n"
                            + "meanwhile %s is trained: %d steps of %s files in %.0f s%n%n",
                    requests,
                    model,
                    after.step() - firstStep,
                    after.options().path("batch_size"),
                    seconds);
            System.out.println("| from submission to result | least | p50 | p90 | p99 | most |");
            System.out.println("|---|---|---|---|---|---|");
            System.out.printf("| idle | %s |%n", idle.row());
            System.out.printf("| during training | %s |%n%n", busy.row());
            System.out.printf(
                    Locale.ROOT,
                    "ratio of the p99: %.2f, of the p50: %.2f%n",
                    busy.milliseconds(0.99) / idle.milliseconds(0.99),
                    busy.milliseconds(0.5) / idle.milliseconds(0.5));
            gateway.cancel(run);
        }
        return 0;
    }

    private void writeRecordings() throws IOException {
        for (int i = 0; i < files; i++) {
            String label = LABELS.get(i % LABELS.size());
            Path file =
                    folder.resolve(i % 4 == 3 ? "validation" : "train")
                            .resolve(label)
                            .resolve(String.format(Locale.ROOT, "[%s]%04d__1.wav", label, i));
            Files.createDirectories(file.getParent());
            Files.write(file, Wave.stereo(MadeUpMusic.samples(RECORDING_SECONDS, RATE, i), RATE));
        }
    }

    private ObjectNode options() {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putArray("train_paths").add("irmastrain:" + folder.resolve("train"));
        options.putArray("val_paths").add("irmastrain:" + folder.resolve("validation"));
        LABELS.forEach(options.putArray("labels")::add);
        options.put("model", model).put("epochs", MANY_EPOCHS);
        return options.put("early_stopping_metric_patience", 0);
    }

    private static void awaitSteps(Gateway gateway, String run)
            throws IOException, InterruptedException {
        while (true) {
            TrainingView view = gateway.training(run);
            requireRunning(view);
            if (view.step() >= FIRST_STEPS) {
                return;
            }
            Thread.sleep(500);
        }
    }

    private static void requireRunning(TrainingView view) throws IOException {
        if (view.state().ended()) {
            throw new IOException("the run has ended: " + view);
        }
    }
}
