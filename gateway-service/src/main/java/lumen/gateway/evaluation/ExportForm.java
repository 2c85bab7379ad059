package lumen.gateway.evaluation;

import java.util.Arrays;
import java.util.Optional;

/** The files that the results of a job can be had as. */
public enum ExportForm {
    /** The reference's predictions: an object of 0 or 1 for each label, keyed by file. */
    PREDICTIONS_JSON("preds.json", "preds_%s.json", "application/json"),
    /** The reference's metrics over files. */
    FILE_METRICS_YAML("metrics_files.yaml", "metrics_files_%s.yaml", "application/yaml"),
    /** The reference's metrics over windows, which it calls patches. */
    CHUNK_METRICS_YAML("metrics_patch.yaml", "metrics_patch_%s.yaml", "application/yaml"),
    /** A row for each file: its score, decision and truth for each label. */
    PREDICTIONS_CSV("predictions.csv", "predictions_%s.csv", "text/csv"),
    /** A row for each label and one for all, with the figures over files. */
    METRICS_CSV("metrics.csv", "metrics_%s.csv", "text/csv"),
    /** MIREX audio tag classification: file and tag for each recognised label. */
    MIREX_RELEVANCE("mirex_relevance.txt", "mirex_relevance_%s.txt", "text/plain"),
    /** MIREX audio tag classification: file, tag and score for each label. */
    MIREX_AFFINITY("mirex_affinity.txt", "mirex_affinity_%s.txt", "text/plain");

    private final String key;
    private final String fileName;
    private final String mediaType;

    ExportForm(String key, String fileName, String mediaType) {
        this.key = key;
        this.fileName = fileName;
        this.mediaType = mediaType;
    }

    /** The name in addresses. */
    public String key() {
        return key;
    }

    /** The name of the file. */
    String fileName(String run) {
        return fileName.formatted(run);
    }

    /** The media type, without its character set. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether only TEST jobs can be had as this. */
    boolean needsMetrics() {
        return switch (this) {
            case FILE_METRICS_YAML, CHUNK_METRICS_YAML, METRICS_CSV -> true;
            case PREDICTIONS_JSON, PREDICTIONS_CSV, MIREX_RELEVANCE, MIREX_AFFINITY -> false;
        };
    }

    /** The form of this key. */
    public static Optional<ExportForm> of(String key) {
        return Arrays.stream(values()).filter(form -> form.key.equals(key)).findFirst();
    }
}
