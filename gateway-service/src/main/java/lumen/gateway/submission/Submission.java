package lumen.gateway.submission;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import lumen.contracts.rest.JobKind;

/**
 * What a user wants done.
 *
 * @param kind what to do
 * @param model which model; null for the default model
 * @param threshold replaces the model's thresholds, from 0 to 1; null to use the model's
 * @param identity makes a repeated submission answer the first one's job; empty if it shall not
 * @param files what to do it with
 */
public record Submission(
        JobKind kind, String model, Double threshold, Optional<Identity> identity, Files files) {
    /**
     * What tells submissions apart.
     *
     * @param key the Idempotency-Key
     * @param fingerprint the same for the same request only
     */
    public record Identity(String key, String fingerprint) {}

    /** The files of a submission. */
    public sealed interface Files {}

    /**
     * Files that are taken over into the audio store.
     *
     * @param keep takes them over, given the job's id
     */
    public record Uploaded(Function<UUID, Stream<AudioSource>> keep) implements Files {}

    /**
     * Files on the server.
     *
     * @param paths files, directories and lists; for a TEST job datasets as {@code TYPE:PATH}
     */
    public record OnServer(List<String> paths) implements Files {}
}
