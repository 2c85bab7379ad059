package lumen.contracts.rest;

import java.time.Instant;

/**
 * A file of a run, as {@code GET /trainings/{id}/files} lists it.
 *
 * @param name what {@code GET /trainings/{id}/files/{name}} takes
 * @param bytes its size
 */
public record TrainingFile(String name, long bytes, Instant modifiedAt) {}
