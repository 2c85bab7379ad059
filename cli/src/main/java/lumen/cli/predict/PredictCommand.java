package lumen.cli.predict;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenUnavailableException;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.report.Answers;
import lumen.cli.report.CsvReport;
import lumen.cli.report.FailureList;
import lumen.cli.report.JsonReport;
import lumen.cli.report.ScoreTable;
import lumen.cli.report.TimelineDrawing;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.selection.AudioFile;
import lumen.cli.selection.AudioSelection;
import lumen.cli.selection.SelectionException;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which instruments are heard in files. */
@Command(
        name = "predict",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Tells which instruments are heard in audio files.",
        descriptionHeading = "%n",
        description = {
            "Sends the files to lumen and shows a score from 0 to 1 for each instrument. A marked"
                    + " score reaches the instrument's threshold: the instrument is recognised."
                    + " Files that fail are listed on standard error with the reason."
        },
        parameterListHeading = "%nWhat to listen to:%n",
        optionListHeading = "%nOther options:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen predict song.mp3",
            "      one file",
            "  lumen predict samples/ --timeline",
            "      all audio files of a directory, and when each instrument plays",
            "  lumen predict album/ --csv > album.csv",
            "      a line for each file, for a spreadsheet",
            "  lumen predict song.mp3 --json | jq '.files[].prediction.labels'",
            "      for a program",
            "  lumen predict *.wav --threshold 0.8 --server http://music-box:8090",
            "      only what is rather certain, answered by another computer",
            "",
            "Exit codes: 0 all files answered, 1 some file failed, 2 wrong usage, 3 lumen not",
            "reachable, 130 interrupted (the jobs are cancelled).",
        })
public final class PredictCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIRECTORY",
            description =
                    "Audio files, and directories that are searched, with everything below them,"
                            + " for wav, mp3, ogg, flac, m4a, opus, webm, aiff, aif and aac files.")
    private List<Path> paths;

    @ArgGroup(validate = false, heading = "%nHow to answer:%n", order = 1)
    private final Question question = new Question();

    @ArgGroup(
            heading = "%nHow to show the answers (a table unless one of these is given):%n",
            order = 2)
    private Form form;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;

    public PredictCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
    }

    static final class Question {
        @Option(
                names = "--model",
                paramLabel = "ID",
                description =
                        "The model that answers; see: lumen models. The default model if absent.")
        private String model;

        @Option(
                names = "--threshold",
                paramLabel = "SCORE",
                description =
                        "From which score, 0 to 1, an instrument counts as recognised, in place of"
                                + " the model's own threshold for each instrument.")
        private Double threshold;
    }

    static final class Form {
        @Option(
                names = "--timeline",
                required = true,
                description = "The table, and below it when each instrument plays in each file.")
        private boolean timeline;

        @Option(
                names = "--json",
                required = true,
                description = "One JSON document with everything that is known of each file.")
        private boolean json;

        @Option(
                names = "--csv",
                required = true,
                description = "Comma-separated values, a line for each file.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        Map<String, String> fields = fields();
        List<AudioFile> files;
        try {
            files = AudioSelection.of(paths);
        } catch (SelectionException exception) {
            ErrorWords.write(
                    surroundings.terminal().err(), exception.getMessage(), exception.advice());
            return ExitCode.USAGE.code();
        }
        return server.answer((client, progress) -> answer(files, fields, client, progress));
    }

    private Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        if (question.model != null) {
            fields.put("model", question.model);
        }
        Double threshold = question.threshold;
        if (threshold != null) {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--threshold takes a score from 0 to 1, not " + threshold);
            }
            fields.put("threshold", threshold.toString());
        }
        return fields;
    }

    private ExitCode answer(
            List<AudioFile> files,
            Map<String, String> fields,
            LumenClient client,
            ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        long start = System.nanoTime();
        List<ItemView> items = new PredictionRun(client, fields, progress).answersFor(files);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        progress.close();
        Answers answers = new Answers(items, labelNames(items, client));
        show(answers);
        FailureList.write(answers.failed(), items.size(), surroundings.terminal().err());
        summarise(answers, taken);
        return answers.failed().isEmpty() ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private void show(Answers answers) {
        Screen out = surroundings.terminal().out();
        if (form != null && form.json) {
            JsonReport.write(answers, out);
        } else if (form != null && form.csv) {
            CsvReport.write(answers, out);
        } else {
            new ScoreTable(answers, out).write();
            if (form != null && form.timeline) {
                new TimelineDrawing(answers, out).write();
            }
        }
        out.stream().flush();
    }

    private Map<String, String> labelNames(List<ItemView> items, LumenClient client)
            throws LumenUnavailableException, InterruptedException {
        for (ItemView item : items) {
            if (item.prediction() != null) {
                try {
                    Map<String, String> names =
                            client.model(item.prediction().model()).labelNames();
                    return names == null ? Map.of() : names;
                } catch (RequestRefusedException modelGoneMeanwhile) {
                    return Map.of();
                }
            }
        }
        return Map.of();
    }

    /** Tells a person, not a script, how it went. */
    private void summarise(Answers answers, Duration taken) {
        Screen err = surroundings.terminal().err();
        if (!err.interactive() || answers.answered().isEmpty()) {
            return;
        }
        Prediction any = answers.answered().getFirst().prediction();
        double seconds = taken.toMillis() / 1000.0;
        String summary =
                String.format(
                        Locale.ROOT,
                        "%d of %d files answered in %.1f s (%.1f files/s) by %s, version %s",
                        answers.answered().size(),
                        answers.items().size(),
                        seconds,
                        answers.items().size() / seconds,
                        any.model(),
                        any.modelVersion());
        err.line(err.emphasised(summary, Emphasis.FAINT));
    }
}
