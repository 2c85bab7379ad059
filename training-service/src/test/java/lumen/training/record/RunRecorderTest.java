package lumen.training.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import lumen.contracts.training.MetricsCsv;
import lumen.contracts.training.TrainingProgress.Began;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;
import lumen.recipe.InvalidRecipeException;
import lumen.recipe.Recipe;
import lumen.recipe.RecipeOptions;
import lumen.training.run.CurvesReport;
import lumen.training.run.ExamplesReport;
import lumen.training.run.RunListener;
import lumen.training.run.WeightsReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecorderTest {
    private static final List<String> LABELS = List.of("pia", "vio");

    /** What a run of two epochs of two steps tells; the state is written after each epoch. */
    private static final List<Consumer<RunListener>> STORY = story();

    /** Where the story goes on after the state of the first epoch. */
    private static final int AFTER_FIRST_EPOCH = STORY.size() / 2;

    @TempDir Path directory;

    private static List<Consumer<RunListener>> story() {
        List<Consumer<RunListener>> story = new ArrayList<>();
        for (int number = 0; number < 2; number++) {
            int epoch = number;
            long end = 2L * (epoch + 1);
            story.add(run -> run.examples(examples(epoch, end - 2)));
            story.add(run -> run.metrics(row(Scope.STEP, epoch, end - 1, "train/loss_step")));
            story.add(run -> run.metrics(row(Scope.STEP, epoch, end, "train/loss_step")));
            story.add(run -> run.weights(weights(epoch, end)));
            story.add(run -> run.curves(curves("val", epoch, end)));
            story.add(run -> run.metrics(row(Scope.VALIDATION_EPOCH, epoch, end, "val/f1_epoch")));
            story.add(run -> run.metrics(row(Scope.TRAIN_EPOCH, epoch, end, "train/loss_epoch")));
            story.add(run -> run.saving(epoch + 1, end));
        }
        return story;
    }

    private static Metrics row(Scope scope, int epoch, long step, String figure) {
        return new Metrics(scope, epoch, step, Map.of(figure, 1.0 / step, "epoch_true", 1.0));
    }

    private static ExamplesReport examples(int epoch, long step) {
        float[] values = {1, 2, 3, 4, 5, 6};
        return new ExamplesReport(
                epoch,
                step,
                2,
                3,
                List.of(new ExamplesReport.Example("a|b.wav", List.of("pia", "vio"), values)));
    }

    private static WeightsReport weights(int epoch, long step) {
        return new WeightsReport(
                epoch, step, List.of("conv.weight"), name -> new float[] {1, 2, 4});
    }

    private static CurvesReport curves(String split, int epoch, long step) {
        return new CurvesReport(
                split,
                epoch,
                step,
                LABELS,
                new float[][] {{0.9f, 0.1f}, {0.2f, 0.8f}},
                new float[][] {{1, 0}, {0, 1}});
    }

    private static Began began(int finishedEpochs) {
        return new Began(10, 4, 4, 1234, 2, 2, finishedEpochs, LABELS);
    }

    private static Recipe recipe() {
        ObjectNode options = new ObjectMapper().createObjectNode();
        options.put("epochs", 2);
        options.putArray("train_paths").add("irmastrain:a");
        options.putArray("val_paths").add("irmastest:b");
        try {
            return Recipe.of(options);
        } catch (InvalidRecipeException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordFiles files(String name) throws IOException {
        return new RecordFiles(Files.createDirectories(directory.resolve(name)));
    }

    private static void record(RecordFiles files, int finishedEpochs, int from, int to)
            throws IOException {
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_000 + from));
        try (RunRecorder recorder = new RunRecorder(files.directory(), recipe(), clock)) {
            recorder.line("attempt from " + from);
            recorder.began(began(finishedEpochs), 2L * finishedEpochs);
            STORY.subList(from, to).forEach(event -> event.accept(recorder));
            if (to == STORY.size()) {
                recorder.metrics(row(Scope.TEST, 1, 4, "test/f1_epoch"));
                recorder.ended(true);
            }
        }
    }

    private static List<String> tags(RecordFiles files) throws IOException {
        List<String> tags = new ArrayList<>();
        for (EventReader.Event event : EventReader.events(files.events().orElseThrow())) {
            event.values().forEach(value -> tags.add(event.step() + " " + value.text(1)));
        }
        return tags;
    }

    @Test
    void metricsCsvHoldsTheRowsThatWereTold() throws IOException {
        // Given
        RecordFiles files = files("run");
        List<Metrics> told = new ArrayList<>();
        RunListener memory =
                new RunListener() {
                    @Override
                    public void metrics(Metrics row) {
                        told.add(row);
                    }
                };
        STORY.forEach(event -> event.accept(memory));
        told.add(row(Scope.TEST, 1, 4, "test/f1_epoch"));

        // When
        record(files, 0, 0, STORY.size());

        // Then
        assertThat(MetricsCsv.read(Files.readString(files.metrics()))).isEqualTo(told);
    }

    @Test
    void eventsHaveStepsOrEpochsAsTheirPlace() throws IOException {
        // Given
        RecordFiles files = files("run");

        // When
        record(files, 0, 0, STORY.size());

        // Then
        assertThat(tags(files))
                .contains(
                        "0 train/loss_epoch",
                        "3 train/loss_step",
                        "4 train/loss_step",
                        "1 train/loss_epoch",
                        "1 val/f1_epoch",
                        "1 test/f1_epoch",
                        "1 weights/conv.weight",
                        "1 examples/0",
                        "1 examples/captions",
                        "1 pr/val/vio");
    }

    @Test
    void examplesOfTheNewestEpochAreFiles() throws IOException {
        // Given
        RecordFiles files = files("run");

        // When
        record(files, 0, 0, STORY.size());

        // Then
        assertThat(new ObjectMapper().readTree(files.examples().toFile()))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"epoch": 1, "examples": [{
                                            "picture": "example-0.png",
                                            "sample": "a|b.wav",
                                            "labels": ["pia", "vio"]}]}
                                        """));
        assertThat(ImageIO.read(files.examplePicture(0).toFile()).getWidth())
                .isEqualTo(3 * ImageIO.read(files.examplePicture(0).toFile()).getHeight() / 2);
    }

    @Test
    void settingsAreInTheEventFileByTheirOptions() throws IOException {
        // Given
        RecordFiles files = files("run");

        // When
        record(files, 0, 0, STORY.size());

        // Then
        Path events = files.events().orElseThrow();
        WireFields start =
                EventReader.values(events, "_hparams_/session_start_info")
                        .getFirst()
                        .value()
                        .message(9)
                        .message(1);
        assertThat(start.text(1)).isEqualTo("hparams");
        WireFields session = start.message(2).message(3);
        assertThat(session.text(4)).isEqualTo("run");
        List<WireFields> settings = session.messages(1);
        assertThat(settings)
                .extracting(setting -> setting.text(1))
                .containsExactlyElementsOf(
                        RecipeOptions.all().stream()
                                .map(option -> "user_args/" + option.name())
                                .toList());
        assertThat(value(settings, "epochs").doubleNumber(2)).isEqualTo(2);
        assertThat(value(settings, "quick").integer(4)).isZero();
        assertThat(value(settings, "drop_last").integer(4)).isEqualTo(1);
        assertThat(value(settings, "model").text(3)).isEqualTo("mobilenet_v3_large");
        assertThat(value(settings, "ckpt").text(3)).isEmpty();
        assertThat(value(settings, "train_paths").text(3)).isEqualTo("[\"irmastrain:a\"]");
        WireFields end =
                EventReader.values(events, "_hparams_/session_end_info")
                        .getFirst()
                        .value()
                        .message(9)
                        .message(1)
                        .message(2)
                        .message(4);
        assertThat(end.integer(1)).isEqualTo(1);
    }

    private static WireFields value(List<WireFields> settings, String option) {
        return settings.stream()
                .filter(setting -> setting.text(1).equals("user_args/" + option))
                .findFirst()
                .orElseThrow()
                .message(2);
    }

    @Test
    void theInitialFiguresAreThoseOfTheReference() throws IOException {
        // Given
        RecordFiles files = files("run");

        // When
        record(files, 0, 0, 0);

        // Then
        Path events = files.events().orElseThrow();
        for (String figure : List.of("train/loss_epoch", "val/loss_epoch", "test/loss_epoch")) {
            assertThat(EventReader.values(events, figure))
                    .extracting(value -> value.value().floatNumber(2))
                    .containsExactly(1f);
        }
        assertThat(EventReader.values(events, "epoch_true"))
                .extracting(value -> value.value().floatNumber(2))
                .containsExactly(0f);
    }

    @Test
    void aRunInterruptedAnywhereLeavesTheSameRecordsAsAnUndisturbedOne() throws IOException {
        // Given
        RecordFiles undisturbed = files("undisturbed");
        record(undisturbed, 0, 0, STORY.size());
        for (int end = AFTER_FIRST_EPOCH; end <= STORY.size(); end++) {
            RecordFiles interrupted = files("interrupted-" + end);
            record(interrupted, 0, 0, end);

            // When
            record(interrupted, 1, AFTER_FIRST_EPOCH, STORY.size());

            // Then
            assertThat(interrupted.metrics()).hasSameTextualContentAs(undisturbed.metrics());
            assertThat(tags(interrupted)).isEqualTo(tags(undisturbed));
            assertThat(Files.readAllLines(interrupted.log()))
                    .containsExactly("attempt from 0", "attempt from " + AFTER_FIRST_EPOCH);
        }
    }

    @Test
    void configurationAndHyperparametersArePlainYaml() throws Exception {
        // Given
        RecordFiles files = files("run");

        // When
        record(files, 0, 0, STORY.size());

        // Then
        ObjectNode configuration = Recipe.parseYaml(Files.readString(files.configuration()));
        assertThat(Recipe.of(configuration)).isEqualTo(recipe());
        var hyperparameters = new YAMLMapper().readTree(files.hyperparameters().toFile());
        assertThat(hyperparameters.path("parameters").asLong()).isEqualTo(1234);
        assertThat(hyperparameters.path("labels").get(1).asText()).isEqualTo("vio");
        assertThat(hyperparameters.path("model").asText()).isEqualTo("mobilenet_v3_large");
        assertThat(hyperparameters.path("user_args/epochs").asInt()).isEqualTo(2);
    }
}
