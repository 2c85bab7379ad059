package lumen.contracts.rest;

import java.util.List;

/**
 * The JSON body of {@code POST /jobs}.
 *
 * @param kind what to do; PREDICT when null
 * @param model which model; the default model when null
 * @param paths on the server, below the data roots: files, directories (searched recursively) and
 *     .csv lists; for a TEST job datasets as {@code TYPE:PATH}
 * @param threshold replaces the model's thresholds, from 0 to 1; null to use the model's
 */
public record JobRequest(JobKind kind, String model, List<String> paths, Double threshold) {}
