package lumen.cli.evaluate;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenUnavailableException;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.report.Answers;
import lumen.cli.report.FailureList;
import lumen.cli.report.JsonReport;
import lumen.cli.report.ScoreTable;
import lumen.cli.rest.Json;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.selection.SelectionException;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobRequest;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.ModelView;
import lumen.contracts.rest.State;
import lumen.contracts.rest.TestMetrics;
import lumen.contracts.rest.ThresholdRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells how well a model recognises labelled files. */
@Command(
        name = "evaluate",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Tells how well a model recognises labelled files.",
        descriptionHeading = "%n",
        description = {
            "Sends the datasets to lumen as a job and shows how precise the model is on each"
                    + " instrument and on all, over files and over windows. Datasets without labels"
                    + " are predicted only. Files that fail are listed on standard error with the"
                    + " reason; the figures are about the others."
        },
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen evaluate --dataset-paths irmastest:data/irmas/test",
            "      the default model on a tree of audio files with .txt label files",
            "  lumen evaluate --dataset-paths irmastest:test csv:extra.csv --out-dir result",
            "                 --save-roc --save-confusion",
            "      two datasets at once; predictions, metrics and plots in a directory",
            "  lumen evaluate --dataset-paths irmastest:validation --tune-thresholds per-label",
            "      a new model with thresholds that suit a validation set",
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final List<String> FILES =
            List.of("export/preds.json", "export/metrics_files.yaml", "export/metrics_patch.yaml");
    private static final List<String> METRIC_HISTOGRAMS =
            List.of("accuracy", "f1", "hamming_distance", "precision", "recall");

    @Spec private CommandSpec spec;

    @Option(
            names = "--dataset-paths",
            required = true,
            arity = "1..*",
            paramLabel = "TYPE:PATH",
            description =
                    "What to evaluate on. Types: irmastest (audio with .txt files), irmastrain (a"
                            + " directory for each label), csv (a column 'file' and one for each"
                            + " label), openmic; inference, or no type, for audio without labels.")
    private List<String> datasets;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "The model; see: lumen models. The default model if absent.")
    private String model;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description =
                    "From which score, 0 to 1, an instrument counts as recognised, in place of the"
                            + " model's own threshold for each instrument.")
    private Double threshold;

    @Option(
            names = "--batch-size",
            paramLabel = "FILES",
            description =
                    "Shows as well what the reference reports for batches of so many files: macro"
                            + " F1 in the mean over batches, as 'f1 batch mean'.")
    private Integer batchSize;

    @Option(
            names = "--out-dir",
            paramLabel = "DIR",
            description =
                    "Writes the predictions (JSON) and the metrics (YAML) there, in the reference's"
                            + " form. Without it nothing is written.")
    private Path outDirectory;

    @Option(names = "--save-roc", description = "ROC curves, in DIR/roc.")
    private boolean saveRoc;

    @Option(
            names = "--save-confusion",
            description =
                    "Right and wrong decisions and which labels are mixed up, in DIR/conf_matrix.")
    private boolean saveConfusion;

    @Option(
            names = "--save-metric-hist",
            description = "How many files reach which accuracy, F1 and so on, in DIR/metric_hist.")
    private boolean saveMetricHistograms;

    @Option(
            names = "--save-instrument-metrics",
            description = "Bars of the metrics of each instrument, in DIR.")
    private boolean saveInstrumentMetrics;

    @Option(
            names = "--tune-thresholds",
            paramLabel = "HOW",
            description =
                    "Makes a model with thresholds that suit these files: 'global' for a common"
                            + " one, 'per-label' for one for each label. Use a validation set.")
    private String tuning;

    @Option(
            names = "--tuned-model",
            paramLabel = "ID",
            description = "The id of the new model; the model's own with -tuned if absent.")
    private String tunedModel;

    @Option(names = "--json", description = "The metrics as one JSON document.")
    private boolean asJson;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    public EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    @Override
    public Integer call() {
        NamedDatasets named;
        try {
            named = NamedDatasets.of(datasets);
        } catch (SelectionException exception) {
            ErrorWords.write(
                    surroundings.terminal().err(), exception.getMessage(), exception.advice());
            return ExitCode.USAGE.code();
        }
        requireSensible(named);
        return server.answer(
                named.roots(),
                (client, progress) ->
                        named.labelled()
                                ? evaluate(named, client, progress)
                                : predict(named, client, progress));
    }

    private void requireSensible(NamedDatasets named) {
        if (threshold != null && !(threshold >= 0 && threshold <= 1)) {
            throw usage("--threshold takes a score from 0 to 1, not " + threshold);
        }
        if (batchSize != null && batchSize < 1) {
            throw usage("--batch-size takes a number from 1, not " + batchSize);
        }
        boolean saves = saveRoc || saveConfusion || saveMetricHistograms || saveInstrumentMetrics;
        if (saves && outDirectory == null) {
            throw usage("say with --out-dir where plots are saved");
        }
        if (tuning == null && tunedModel != null) {
            throw usage("--tuned-model goes with --tune-thresholds");
        }
        if (tuning != null) {
            mode();
        }
        if (!named.labelled() && (saves || tuning != null || batchSize != null)) {
            throw usage("datasets without labels have no metrics to save or to tune by");
        }
    }

    private ThresholdRequest.Mode mode() {
        return switch (tuning) {
            case "global" -> ThresholdRequest.Mode.GLOBAL;
            case "per-label" -> ThresholdRequest.Mode.PER_LABEL;
            default -> throw usage("--tune-thresholds takes global or per-label, not " + tuning);
        };
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private ExitCode evaluate(NamedDatasets named, LumenClient client, ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView job = run(JobKind.TEST, named, client, progress);
        progress.announce("computing metrics");
        TestMetrics metrics =
                client.metrics(
                        job.id(),
                        batchSize == null ? OptionalInt.empty() : OptionalInt.of(batchSize));
        progress.close();
        Screen out = surroundings.terminal().out();
        if (asJson) {
            Json.write(metrics, out.stream());
        } else {
            MetricsTable.write(metrics, out);
        }
        List<ItemView> failed = failed(job, client);
        FailureList.write(failed, job.items().total(), surroundings.terminal().err());
        if (outDirectory != null && !saved(job, client)) {
            return ExitCode.SOME_FAILED;
        }
        if (tuning != null) {
            tune(job, client);
        }
        return failed.isEmpty() ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private ExitCode predict(NamedDatasets named, LumenClient client, ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView job = run(JobKind.PREDICT, named, client, progress);
        List<ItemView> items = client.items(job.id(), null);
        Map<String, String> names = client.model(job.model()).labelNames();
        progress.close();
        Answers answers = new Answers(items, names == null ? Map.of() : names);
        if (asJson) {
            JsonReport.write(answers, surroundings.terminal().out());
        } else {
            new ScoreTable(answers, surroundings.terminal().out()).write();
        }
        FailureList.write(answers.failed(), items.size(), surroundings.terminal().err());
        if (outDirectory != null
                && !written(
                        new OutputFiles(client, job.id(), outDirectory),
                        List.of("export/preds.json"),
                        "")) {
            return ExitCode.SOME_FAILED;
        }
        return answers.failed().isEmpty() ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private JobView run(JobKind kind, NamedDatasets named, LumenClient client, ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return new ServerJob(client, progress)
                .run(new JobRequest(kind, model, named.paths(), threshold));
    }

    private static List<ItemView> failed(JobView job, LumenClient client)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        return job.items().failed() == 0 ? List.of() : client.items(job.id(), State.FAILED);
    }

    private boolean saved(JobView job, LumenClient client)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        OutputFiles files = new OutputFiles(client, job.id(), outDirectory);
        boolean saved = written(files, FILES, "");
        if (saveRoc) {
            saved &= written(files, List.of("plots/roc.png"), "roc");
        }
        if (saveConfusion) {
            saved &= written(files, List.of("plots/confusion.png"), "conf_matrix");
        }
        if (saveMetricHistograms) {
            List<String> plots = new ArrayList<>();
            METRIC_HISTOGRAMS.forEach(metric -> plots.add("plots/" + metric + "_hist.png"));
            saved &= written(files, plots, "metric_hist");
        }
        if (saveInstrumentMetrics) {
            saved &= written(files, List.of("plots/metrics.png"), "");
        }
        return saved;
    }

    private boolean written(OutputFiles files, List<String> sources, String below)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        try {
            files.write(sources, below);
            return true;
        } catch (UncheckedIOException exception) {
            ErrorWords.write(
                    surroundings.terminal().err(),
                    "a file cannot be written: " + exception.getCause().getMessage(),
                    "Name another directory with --out-dir.");
            return false;
        }
    }

    private void tune(JobView job, LumenClient client)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        ModelView tuned = client.tune(job.id(), new ThresholdRequest(mode(), tunedModel));
        surroundings
                .terminal()
                .err()
                .line(
                        "model %s, version %s, has thresholds tuned on these files; see: lumen models %s"
                                .formatted(tuned.id(), tuned.version(), tuned.id()));
    }
}
