package lumen.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.standalone.platform.DatabaseAddress;
import lumen.standalone.platform.NamedPlatform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lumen up}: starts lumen and runs it until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts lumen on this machine and runs it until Ctrl+C: Kafka, PostgreSQL and the"
                    + " services. Other lumen commands find it by its data folder.",
        },
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Every option can be given by an environment variable instead: LUMEN_HOME,"
                    + " LUMEN_MODELS, LUMEN_DATA_ROOTS (separated by commas), LUMEN_KAFKA,"
                    + " LUMEN_DATABASE_URL, LUMEN_DATABASE_USER, LUMEN_DATABASE_PASSWORD."
        })
public final class UpCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Installation installation;

    @Spec private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of all data. Default: ~/.local/share/lumen.")
    private Path data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "The folder of model files. Default: the bundled models.")
    private Path models;

    @Option(
            names = "--data-root",
            paramLabel = "DIR",
            description = {
                "A folder whose files may be named in requests; may be repeated. Without one, audio"
                        + " can only be uploaded."
            })
    private List<Path> dataRoots = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The port of the REST API. Default: 8090, or a free one if it is taken.")
    private Integer port;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "A Kafka broker to use instead of lumen's own.")
    private String kafka;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "A PostgreSQL database to use instead of lumen's own, as"
                        + " jdbc:postgresql://host:5432/lumen. Its user and password are taken from"
                        + " LUMEN_DATABASE_USER and LUMEN_DATABASE_PASSWORD."
            })
    private String databaseUrl;

    /**
     * The command in its surroundings.
     *
     * @param environment the environment variables
     * @param installation where the programs are
     */
    UpCommand(Map<String, String> environment, Installation installation) {
        this.environment = environment;
        this.installation = installation;
    }

    @Override
    public Integer call() throws InterruptedException {
        LumenOptions options;
        try {
            options = options(false);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        long begin = System.nanoTime();
        Stop stop = Stop.onSignal(out);
        try (Lumen lumen = Lumen.start(options, line -> say(out, begin, line))) {
            say(out, begin, "lumen is ready: " + lumen.gateway() + "  (Ctrl+C stops it)");
            Optional<String> failure = stop.await(lumen.failure());
            if (failure.isEmpty()) {
                out.println("stopping");
                return ExitCode.ANSWERED.code();
            }
            err.println(failure.get());
            return ExitCode.UNREACHABLE.code();
        } catch (AlreadyRunningException e) {
            return alreadyRunning(options.data(), out, err);
        } catch (StartException e) {
            err.println(e.getMessage());
            err.println(e.advice());
            return ExitCode.UNREACHABLE.code();
        } catch (InterruptedException e) {
            return ExitCode.INTERRUPTED.code();
        } finally {
            stop.finished();
        }
    }

    private static void say(PrintWriter out, long begin, String line) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.println("%5.1f s  %s".formatted(seconds, line));
    }

    private static int alreadyRunning(DataFolder data, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        try {
            // The other one may be about to be ready.
            for (int i = 0; i < 20; i++) {
                Optional<RunningLumen> running = RunningLumen.find(data);
                if (running.isPresent()) {
                    out.println("lumen is already running at " + running.get().gateway());
                    return ExitCode.ANSWERED.code();
                }
                Thread.sleep(Duration.ofMillis(250));
            }
        } catch (IOException e) {
            err.println("the data folder cannot be read: " + e);
            return ExitCode.UNREACHABLE.code();
        }
        err.println("another process is starting lumen on " + data.root());
        return ExitCode.UNREACHABLE.code();
    }

    /**
     * How lumen is to be started: by the options, else the environment, else as usual.
     *
     * @param temporary whether it runs for one command only
     * @throws IllegalArgumentException if a value cannot be used
     */
    LumenOptions options(boolean temporary) {
        return new LumenOptions(
                data == null ? DataFolder.usual(environment) : new DataFolder(data),
                installation,
                new NamedPlatform(given(kafka, "LUMEN_KAFKA"), database()),
                models == null
                        ? given(null, "LUMEN_MODELS").map(Path::of).orElse(installation.models())
                        : models,
                roots(),
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                temporary,
                !temporary);
    }

    private Optional<DatabaseAddress> database() {
        return given(databaseUrl, "LUMEN_DATABASE_URL")
                .map(
                        url ->
                                new DatabaseAddress(
                                        url,
                                        given(null, "LUMEN_DATABASE_USER").orElse("lumen"),
                                        given(null, "LUMEN_DATABASE_PASSWORD").orElse("")));
    }

    private List<Path> roots() {
        List<Path> roots = new ArrayList<>(dataRoots);
        if (roots.isEmpty()) {
            given(null, "LUMEN_DATA_ROOTS")
                    .ifPresent(
                            list ->
                                    Arrays.stream(list.split(",", -1))
                                            .map(String::strip)
                                            .filter(root -> !root.isEmpty())
                                            .map(Path::of)
                                            .forEach(roots::add));
        }
        return roots;
    }

    private Optional<String> given(String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(environment.get(variable)))
                .filter(value -> !value.isBlank());
    }
}
