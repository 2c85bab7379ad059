package lumen.gateway.submission;

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
 * @param uploads whether files are taken over into the audio store
 * @param identity makes a repeated submission answer the first one's job; empty if it shall not
 * @param audio finds the audio, given the job's id; the stream is closed by whoever asked for it
 */
public record Submission(
        JobKind kind,
        String model,
        Double threshold,
        boolean uploads,
        Optional<Identity> identity,
        Function<UUID, Stream<AudioSource>> audio) {
    /**
     * What tells submissions apart.
     *
     * @param key the Idempotency-Key
     * @param fingerprint the same for the same request only
     */
    public record Identity(String key, String fingerprint) {}
}
