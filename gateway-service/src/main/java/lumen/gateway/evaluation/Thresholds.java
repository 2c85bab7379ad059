package lumen.gateway.evaluation;

import lumen.gateway.store.JobModelEntity;

/** The thresholds of a job as the metrics compare scores with them. */
final class Thresholds {
    private Thresholds() {}

    /**
     * In the labels' order. Scores have six decimals and are compared as float32: a score that
     * equals its threshold must still do so after both were rounded in the same way.
     */
    static double[] of(JobModelEntity model) {
        return model.labels.stream()
                .mapToDouble(label -> model.thresholds.get(label).floatValue())
                .toArray();
    }
}
