package lumen.training.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.recipe.Recipe;
import lumen.recipe.RecipeOption;
import lumen.recipe.RecipeOptions;
import lumen.training.run.CurvesReport;
import lumen.training.run.ExamplesReport;
import lumen.training.run.RunListener;
import lumen.training.run.WeightsReport;

/**
 * Writes what happens in a run into its folder: {@code config.yaml}, {@code hparams.yaml}, {@code
 * metrics.csv}, {@code log.txt} and an event file for TensorBoard. Everything is on disk when a
 * call returns; a run that goes on after a crash goes on with its records as well, as if it had not
 * been interrupted.
 */
public final class RunRecorder implements RunListener, Closeable {
    private static final String SETTING = "user_args/";

    /** What TensorBoard shows of a run beside its settings. */
    private static final List<String> SHOWN =
            List.of(
                    "train/loss_epoch",
                    "val/loss_epoch",
                    "test/loss_epoch",
                    "val/f1_epoch",
                    "test/f1_epoch",
                    "epoch",
                    "epoch_true");

    /** The reference's figures of a run that has not done anything yet. */
    private static final Map<String, Double> INITIAL =
            new TreeMap<>(
                    Map.of(
                            "train/loss_epoch", 1.0,
                            "val/loss_epoch", 1.0,
                            "test/loss_epoch", 1.0,
                            "epoch", 0.0,
                            "epoch_true", 0.0));

    private final YAMLMapper yaml =
            new YAMLMapper(
                    new YAMLFactory()
                            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS));

    private final RecordFiles files;
    private final Recipe recipe;
    private final InstantSource clock;
    private final RunLog log;
    private MetricsTable table;
    private EventFile events;

    /**
     * Opens the records of a run, which begins or goes on.
     *
     * @param folder the run's folder, which is there
     * @param recipe what is trained, and how
     * @param clock tells when events happen
     */
    public RunRecorder(Path folder, Recipe recipe, InstantSource clock) throws IOException {
        files = new RecordFiles(folder.toAbsolutePath().normalize());
        this.recipe = recipe;
        this.clock = clock;
        log = new RunLog(files.log());
        AtomicFile.write(files.configuration(), recipe.toYaml());
    }

    /** How many lines the log has, which is the number of the next. */
    public long logLines() {
        return log.size();
    }

    /** Something that fails when the disk does. */
    private interface Writing {
        void write() throws IOException;
    }

    private static void writing(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException("the records of the run cannot be written", e);
        }
    }

    @Override
    public void line(String text) {
        writing(() -> log.add(text));
    }

    @Override
    public void began(Began began, long step) {
        writing(
                () -> {
                    ResumePoint from = new ResumePoint(began.resumedFromEpoch(), step);
                    AtomicFile.write(
                            files.hyperparameters(),
                            yaml.writeValueAsString(hyperparameters(began)));
                    table = new MetricsTable(files.metrics(), from);
                    events = EventFile.open(files, from, clock);
                    if (events.isFresh()) {
                        Map<String, JsonNode> settings = settings();
                        events.add(
                                0,
                                List.of(
                                        Summaries.experiment(settings, SHOWN),
                                        Summaries.sessionStart(
                                                files.name(), settings, events.seconds())));
                        events.add(0, scalars(INITIAL));
                    }
                });
    }

    private Map<String, JsonNode> settings() {
        Map<String, JsonNode> settings = new LinkedHashMap<>();
        recipe.toJson()
                .properties()
                .forEach(option -> settings.put(SETTING + option.getKey(), option.getValue()));
        return settings;
    }

    private ObjectNode hyperparameters(Began began) {
        ObjectNode options = recipe.toJson();
        ObjectNode all = yaml.createObjectNode();
        for (RecipeOption option : RecipeOptions.all()) {
            if (option.group() == RecipeOption.Group.MODEL) {
                all.set(option.name(), options.get(option.name()));
            }
        }
        all.set("labels", yaml.valueToTree(began.labels()));
        all.put("parameters", began.parameters());
        all.put("steps_per_epoch", began.stepsPerEpoch());
        settings().forEach(all::set);
        return all;
    }

    @Override
    public void metrics(Metrics row) {
        writing(
                () -> {
                    table.add(row);
                    long place = row.scope() == Metrics.Scope.STEP ? row.step() : row.epoch();
                    events.add(place, scalars(new TreeMap<>(row.values())));
                });
    }

    private static List<Message> scalars(Map<String, Double> values) {
        List<Message> scalars = new ArrayList<>();
        values.forEach((tag, value) -> scalars.add(Summaries.scalar(tag, value)));
        return scalars;
    }

    @Override
    public void examples(ExamplesReport report) {
        List<Message> values = new ArrayList<>();
        List<SpectrogramImage> pictures = new ArrayList<>();
        StringBuilder captions =
                new StringBuilder("| example | sample | labels |\n|---|---|---|\n");
        for (int i = 0; i < report.examples().size(); i++) {
            ExamplesReport.Example example = report.examples().get(i);
            SpectrogramImage picture =
                    SpectrogramImage.of(example.values(), report.rows(), report.frames());
            pictures.add(picture);
            values.add(Summaries.image("examples/" + i, picture));
            captions.append(
                    "| %d | %s | %s |\n"
                            .formatted(
                                    i,
                                    example.id().replace("|", "\\|"),
                                    String.join(" ", example.labels())));
        }
        values.add(Summaries.text("examples/captions", captions.toString()));
        writing(
                () -> {
                    events.add(report.epoch(), values);
                    ExamplePictures.write(files, report, pictures);
                });
    }

    @Override
    public void weights(WeightsReport report) {
        List<Message> values = new ArrayList<>();
        for (String name : report.names()) {
            ValueHistogram.of(report.values().apply(name))
                    .ifPresent(
                            histogram ->
                                    values.add(Summaries.histogram("weights/" + name, histogram)));
        }
        writing(() -> events.add(report.epoch(), values));
    }

    @Override
    public void curves(CurvesReport report) {
        List<Message> values = new ArrayList<>();
        for (int label = 0; label < report.labels().size(); label++) {
            values.add(
                    Summaries.precisionRecallCurve(
                            "pr/%s/%s".formatted(report.split(), report.labels().get(label)),
                            LabelCurve.of(report.scores(), report.truth(), label)));
        }
        writing(() -> events.add(report.epoch(), values));
    }

    @Override
    public void saving(int finishedEpochs, long step) {
        writing(() -> events.mark(new ResumePoint(finishedEpochs, step)));
    }

    /**
     * Tells TensorBoard that the run is over.
     *
     * @param succeeded whether there is a model
     */
    public void ended(boolean succeeded) {
        if (events != null) {
            writing(
                    () ->
                            events.add(
                                    0, List.of(Summaries.sessionEnd(succeeded, events.seconds()))));
        }
    }

    @Override
    public void close() throws IOException {
        if (events != null) {
            events.close();
        }
    }
}
