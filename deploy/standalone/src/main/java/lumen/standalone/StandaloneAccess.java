package lumen.standalone;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lumen.cli.LumenAccess;
import lumen.cli.LumenUnavailableException;

/**
 * Gives a command the lumen that runs on the data folder, or starts one for the command. While
 * another command's own lumen runs there, it waits for the end of that, unless that one trains.
 */
final class StandaloneAccess implements LumenAccess {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Supplier<LumenOptions> options;

    /**
     * Access on demand.
     *
     * @param options how lumen is started when none runs
     */
    StandaloneAccess(Supplier<LumenOptions> options) {
        this.options = options;
    }

    @Override
    public Connection connect(Consumer<String> announce)
            throws LumenUnavailableException, InterruptedException {
        LumenOptions wanted = options.get();
        while (true) {
            Optional<RunningLumen> running = running(wanted.data());
            if (running.isPresent() && lastsFor(wanted, running.get())) {
                return LumenAccess.at(running.get().gateway()).connect(announce);
            }
            try {
                announce.accept("starting lumen");
                Lumen started = Lumen.start(wanted, announce);
                return new Started(started);
            } catch (AlreadyRunningException e) {
                announce.accept("waiting for another lumen command on " + wanted.data().root());
                Thread.sleep(PAUSE);
            } catch (StartException e) {
                throw new LumenUnavailableException(e.getMessage(), e.advice(), e);
            }
        }
    }

    /**
     * Whether a lumen that runs will last for a command. One that trains for another command goes
     * on for long; only a command that trains as well waits for its end, since its own run would
     * end with it.
     */
    private static boolean lastsFor(LumenOptions wanted, RunningLumen running) {
        return !running.temporary() || (running.trains() && !wanted.training());
    }

    @Override
    public LumenAccess withDataRoots(List<Path> roots) {
        return new StandaloneAccess(() -> options.get().withDataRoots(roots));
    }

    @Override
    public LumenAccess withTraining() {
        return new StandaloneAccess(() -> options.get().withTraining());
    }

    @Override
    public LumenAccess withoutStarting() {
        return announce -> {
            DataFolder data = options.get().data();
            RunningLumen running =
                    running(data)
                            .orElseThrow(
                                    () ->
                                            new LumenUnavailableException(
                                                    "no lumen runs on " + data.root(),
                                                    "Start one with: lumen up"));
            return LumenAccess.at(running.gateway()).connect(announce);
        };
    }

    private static Optional<RunningLumen> running(DataFolder data)
            throws LumenUnavailableException {
        try {
            return RunningLumen.find(data);
        } catch (IOException e) {
            throw new LumenUnavailableException(
                    "the data folder cannot be read: " + e,
                    "Name another folder with LUMEN_HOME.",
                    e);
        }
    }

    private record Started(Lumen lumen) implements Connection {
        @Override
        public URI address() {
            return lumen.gateway();
        }

        @Override
        public void close() {
            lumen.close();
        }
    }
}
