package lumen.standalone;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lumen.standalone.service.ServiceKind;

/**
 * What a running lumen tells other processes, in {@code lumen.json} of its data folder.
 *
 * @param processId lumen's process
 * @param startedAt when that process started, in milliseconds since 1970: the number may belong to
 *     another process by now
 * @param temporary whether it runs for one command only
 * @param gateway where the REST API answers
 * @param kafka the broker's host and port
 * @param databaseUrl the database's JDBC URL
 * @param services the services
 */
public record RunningLumen(
        long processId,
        long startedAt,
        boolean temporary,
        URI gateway,
        String kafka,
        String databaseUrl,
        List<RunningService> services) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A service of it.
     *
     * @param name the service's name
     * @param processId its process now; null while it is started again
     * @param address where it answers HTTP
     * @param log the file with its output
     */
    public record RunningService(String name, Long processId, URI address, String log) {}

    /** Copies the list. */
    public RunningLumen {
        services = List.copyOf(services);
    }

    /** Whether models can be trained. */
    public boolean trains() {
        return services.stream()
                .anyMatch(service -> service.name().equals(ServiceKind.TRAINING.serviceName()));
    }

    /**
     * Finds the lumen that runs on a data folder.
     *
     * @return nothing when none runs, or it has not finished starting; what a killed lumen left is
     *     not taken for a running one
     */
    public static Optional<RunningLumen> find(DataFolder data) throws IOException {
        try {
            RunningLumen found =
                    JSON.readValue(Files.readAllBytes(data.stateFile()), RunningLumen.class);
            return found.isAlive() ? Optional.of(found) : Optional.empty();
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    private boolean isAlive() {
        return ProcessHandle.of(processId)
                .filter(process -> startOf(process) == startedAt)
                .isPresent();
    }

    /** When a process started, in milliseconds since 1970; 0 if the system does not tell. */
    static long startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Writes the file in one step: a reader sees the old one or the new one. */
    void write(DataFolder data) throws IOException {
        Path next = data.stateFile().resolveSibling("lumen.json.next");
        Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
        Files.move(next, data.stateFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes the file. */
    static void remove(DataFolder data) throws IOException {
        Files.deleteIfExists(data.stateFile());
    }
}
