package lumen.benchmarks.quality;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.benchmarks.services.Gateway;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.State;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelSet;
import lumen.evaluation.AveragePrecision;
import lumen.evaluation.ConfusionCounts;
import lumen.evaluation.MultilabelMetrics;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sends every file of a labelled set through the running services and scores the answers by file,
 * with the thresholds that the services used.
 */
@Command(name = "quality", mixinStandardHelpOptions = true)
public final class QualityBenchmark implements Callable<Integer> {
    @Option(names = "--url", required = true, description = "The gateway's address.")
    private URI url;

    @Option(
            names = "--set",
            required = true,
            description = "The labelled set as TYPE:PATH, for example irmastest:DIR/test.")
    private String set;

    @Option(names = "--model", description = "Which model; default: lumen's default model.")
    private String modelId;

    @Option(
            names = "--least-micro",
            defaultValue = "0",
            description = "Fails below this micro F1; default: ${DEFAULT-VALUE}.")
    private double leastMicro;

    @Option(
            names = "--least-macro",
            defaultValue = "0",
            description = "Fails below this macro F1; default: ${DEFAULT-VALUE}.")
    private double leastMacro;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QualityBenchmark()).execute(arguments));
    }

    /** Scores and truth of the files that were answered, {@code [files][labels]}. */
    private record Answers(float[][] scores, float[][] truth, double[] thresholds, int failed) {}

    @Override
    public Integer call() throws IOException, InterruptedException, DatasetException {
        try (Gateway gateway = new Gateway(url)) {
            ModelView model = gateway.model(modelId);
            LabelSet labels = labels(model);
            Dataset dataset = Dataset.read(List.of(DatasetPath.parse(set)), labels);
            List<Path> files =
                    dataset.files().stream().map(file -> file.path().toAbsolutePath()).toList();
            long start = System.nanoTime();
            JobView job = gateway.awaitEnd(gateway.submit(files, model.id()).id());
            double seconds = (System.nanoTime() - start) / 1e9;
            Answers answers = answers(dataset, gateway.items(job.id()));
            System.out.printf(
                    Locale.ROOT,
                    "model %s version %s, %s, %d files, %.1f s%n%n",
                    model.id(),
                    model.version(),
                    set,
                    files.size(),
                    seconds);
            return report(labels, answers);
        }
    }

    private static LabelSet labels(ModelView model) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String label : model.labels()) {
            names.put(
                    label,
                    model.labelNames() == null
                            ? label
                            : model.labelNames().getOrDefault(label, label));
        }
        return new LabelSet(names);
    }

    /** A file that failed counts as one in which nothing was recognised. */
    private static Answers answers(Dataset dataset, List<ItemView> items) throws IOException {
        int files = dataset.files().size();
        if (items.size() != files) {
            throw new IOException(files + " files have " + items.size() + " answers");
        }
        List<String> codes = dataset.labelSet().codes();
        float[][] scores = new float[files][codes.size()];
        float[][] truth = new float[files][];
        double[] thresholds = null;
        int failed = 0;
        for (ItemView item : items) {
            int index = item.index();
            truth[index] = dataset.target(dataset.files().get(index));
            if (item.state() != State.SUCCEEDED) {
                failed++;
                System.err.println(item.name() + " failed: " + item.problem());
                continue;
            }
            for (int label = 0; label < codes.size(); label++) {
                scores[index][label] =
                        item.prediction().scores().get(codes.get(label)).floatValue();
            }
            Map<String, Double> used = item.prediction().thresholds();
            thresholds = codes.stream().mapToDouble(used::get).toArray();
        }
        if (thresholds == null) {
            throw new IOException("every file failed");
        }
        return new Answers(scores, truth, thresholds, failed);
    }

    private int report(LabelSet labels, Answers answers) {
        MultilabelMetrics metrics =
                MultilabelMetrics.of(
                        labels.codes(), answers.scores(), answers.truth(), answers.thresholds());
        System.out.println(
                "| label | files with it | threshold | precision | recall | F1 | average precision"
                        + " |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int label = 0; label < labels.size(); label++) {
            ConfusionCounts counts = metrics.counts().get(label);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                    labels.codes().get(label),
                    counts.truePositives() + counts.falseNegatives(),
                    answers.thresholds()[label],
                    counts.precision(),
                    counts.recall(),
                    counts.f1(),
                    AveragePrecision.of(answers.scores(), answers.truth(), label));
        }
        System.out.printf(
                Locale.ROOT,
                "%nmicro F1 **%.3f** (wanted %.2f), macro F1 **%.3f** (wanted %.2f), mean average"
                        + " precision %.3f, accuracy %.3f, failed files %d%n",
                metrics.microF1(),
                leastMicro,
                metrics.macroF1(),
                leastMacro,
                AveragePrecision.mean(answers.scores(), answers.truth()),
                metrics.accuracy(),
                answers.failed());
        return metrics.microF1() >= leastMicro && metrics.macroF1() >= leastMacro ? 0 : 1;
    }
}
