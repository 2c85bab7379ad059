package lumen.cli.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.LumenUnavailableException;
import lumen.cli.LumenVersion;
import lumen.cli.ServerOption;
import lumen.cli.Surroundings;
import lumen.cli.report.FailureList;
import lumen.cli.rest.LumenClient;
import lumen.cli.rest.RequestRefusedException;
import lumen.cli.terminal.DisplayText;
import lumen.cli.terminal.ProgressBar;
import lumen.cli.terminal.Screen;
import lumen.cli.terminal.Screen.Emphasis;
import lumen.cli.terminal.TextTable;
import lumen.cli.terminal.TextTable.Cell;
import lumen.cli.terminal.TextTable.Column;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.JobKind;
import lumen.contracts.rest.JobView;
import lumen.contracts.rest.Page;
import lumen.contracts.rest.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the jobs, tells how far one is, or cancels it. */
@Command(
        name = "jobs",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Lists the jobs, tells how far one is, or cancels it.",
        parameterListHeading = "%nWhat to tell:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  lumen jobs",
            "      the latest jobs",
            "  lumen jobs --state failed",
            "      those that failed",
            "  lumen jobs 0198c1de-77aa-7c3e-9d0f-2b6a5f6d1e11",
            "      how far a job is, and which of its files failed, and why",
            "  lumen jobs 0198c1de-77aa-7c3e-9d0f-2b6a5f6d1e11 --cancel",
            "      stop it",
        })
public final class JobsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "ID",
            description = "A job to tell everything about; the latest jobs in short if absent.")
    private String id;

    @Option(names = "--cancel", description = "Cancel the job of this ID.")
    private boolean cancel;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only jobs in this state: ${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            description = "How many jobs to list, newest first, 1 to 200. Default: 20.")
    private Integer limit;

    @Mixin private final ServerOption server;

    private final Surroundings surroundings;
    private final ZoneId zone;

    public JobsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.server = new ServerOption(surroundings);
        this.zone = ZoneId.systemDefault();
    }

    @Override
    public Integer call() {
        if (id == null && cancel) {
            throw usage("--cancel needs the ID of the job to cancel");
        }
        if (id != null && (state != null || limit != null)) {
            throw usage("--state and --limit choose jobs to list; they do not go with an ID");
        }
        if (limit != null && (limit < 1 || limit > 200)) {
            throw usage("--limit takes a number from 1 to 200, not " + limit);
        }
        return server.answer(
                (client, progress) -> {
                    if (id == null) {
                        Page<JobView> jobs = client.jobs(state, 0, limit == null ? 20 : limit);
                        progress.close();
                        list(jobs);
                        return ExitCode.ANSWERED;
                    }
                    if (cancel) {
                        client.cancel(id);
                    }
                    return tell(client, progress);
                });
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void list(Page<JobView> jobs) {
        Screen out = surroundings.terminal().out();
        if (jobs.items().isEmpty()) {
            out.line(
                    state == null
                            ? "There are no jobs yet."
                            : "No job is " + state.name().toLowerCase(Locale.ROOT) + ".");
            return;
        }
        TextTable table =
                new TextTable(
                        List.of(
                                Column.text("job"),
                                Column.text("kind"),
                                Column.text("state"),
                                Column.number("files"),
                                Column.number("done"),
                                Column.number("failed"),
                                Column.text("submitted"),
                                Column.number("took"),
                                Column.text("model")));
        for (JobView job : jobs.items()) {
            JobView.ItemCounts items = job.items();
            table.row(
                    List.of(
                            Cell.of(job.id()),
                            Cell.of(words(job.kind())),
                            new Cell(words(job.state()), emphasis(job.state())),
                            Cell.of(items.total()),
                            Cell.of(percent(items)),
                            new Cell(
                                    Long.toString(items.failed()),
                                    items.failed() > 0 ? Emphasis.FAILURE : Emphasis.PLAIN),
                            Cell.of(time(job.createdAt())),
                            Cell.of(took(job)),
                            Cell.of(job.model() == null ? "" : job.model())));
        }
        table.writeTo(out);
        if (jobs.total() > jobs.items().size()) {
            out.line(
                    out.emphasised(
                            "the latest " + jobs.items().size() + " of " + jobs.total() + " jobs",
                            Emphasis.FAINT));
        }
    }

    private ExitCode tell(LumenClient client, ProgressBar progress)
            throws LumenUnavailableException, RequestRefusedException, InterruptedException {
        JobView job = client.job(id);
        List<ItemView> failed =
                job.items().failed() == 0 ? List.of() : client.items(id, State.FAILED);
        progress.close();
        JobView.ItemCounts items = job.items();
        fact("job", job.id());
        fact("kind", words(job.kind()));
        fact("state", words(job.state()));
        fact("model", job.model());
        fact("submitted", time(job.createdAt()));
        fact("started", time(job.startedAt()));
        fact("ended", time(job.endedAt()));
        if (job.kind() == JobKind.TRAIN) {
            fact("run", "see: lumen trainings show " + job.id());
        } else {
            fact("files", files(items));
        }
        Screen err = surroundings.terminal().err();
        if (job.problem() != null) {
            ErrorWords.write(
                    err,
                    job.problem().title() + " (" + job.problem().code() + ")",
                    ErrorWords.advice(job.problem()));
        }
        FailureList.write(failed, items.total(), err);
        return failed.isEmpty() && job.problem() == null ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private static String files(JobView.ItemCounts items) {
        return String.format(
                Locale.ROOT,
                "%d: %d queued, %d running, %d succeeded, %d failed, %d cancelled",
                items.total(),
                items.queued(),
                items.running(),
                items.succeeded(),
                items.failed(),
                items.cancelled());
    }

    private void fact(String name, String value) {
        if (value != null && !value.isEmpty()) {
            Screen out = surroundings.terminal().out();
            out.line(
                    out.emphasised(DisplayText.left(name, 11), Emphasis.HEADING)
                            + DisplayText.printable(value));
        }
    }

    private static Emphasis emphasis(State state) {
        return switch (state) {
            case SUCCEEDED -> Emphasis.STRONG;
            case FAILED -> Emphasis.FAILURE;
            case QUEUED, RUNNING -> Emphasis.PLAIN;
            case CANCELLED -> Emphasis.FAINT;
        };
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(JobView.ItemCounts items) {
        return items.total() == 0 ? "" : 100 * items.ended() / items.total() + " %";
    }

    private String time(Instant instant) {
        return instant == null ? "" : TIME.format(instant.atZone(zone));
    }

    private static String took(JobView job) {
        if (job.startedAt() == null || job.endedAt() == null) {
            return "";
        }
        double seconds = Duration.between(job.startedAt(), job.endedAt()).toMillis() / 1000.0;
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
