package lumen.contracts.topic;

import java.util.List;

/** Names of the Kafka topics. */
public final class Topics {
    /** {@link FeatureRequest}, keyed by item id: gateway to feature-service. */
    public static final String AUDIO = "lumen.audio";

    /** {@link FeatureTensor}, keyed by item id: feature-service to inference-service. */
    public static final String FEATURES = "lumen.features";

    /** {@link PredictionMessage}, keyed by item id: the workers to the gateway. */
    public static final String PREDICTION_PARTS = "lumen.predictions.parts";

    /** Public: one CloudEvent for each finished item, keyed by item id. */
    public static final String PREDICTIONS = "lumen.predictions";

    /** Public: one CloudEvent for each change of a job's state, keyed by job id. */
    public static final String JOBS = "lumen.jobs";

    /** What a dead-letter topic's name ends with: the source topic's name goes before. */
    public static final String DEAD_LETTER_SUFFIX = ".dlq";

    private Topics() {}

    /** Every topic that must exist, dead-letter topics included. */
    public static List<String> all() {
        return List.of(
                AUDIO,
                FEATURES,
                PREDICTION_PARTS,
                PREDICTIONS,
                JOBS,
                AUDIO + DEAD_LETTER_SUFFIX,
                FEATURES + DEAD_LETTER_SUFFIX,
                PREDICTION_PARTS + DEAD_LETTER_SUFFIX);
    }
}
