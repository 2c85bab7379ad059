package lumen.contracts.topic;

import java.util.List;

/** Names of the Kafka topics. */
public final class Topics {
    /** {@link FeatureRequest}, keyed by item id: gateway to feature-service. */
    public static final String AUDIO = "lumen.audio";

    /**
     * {@link FeatureRequest}, keyed by sample id: training-service to feature-service. A topic of
     * its own, so that training never delays predictions.
     */
    public static final String AUDIO_TRAINING = "lumen.audio.training";

    /** {@link FeatureTensor}, keyed by item id: feature-service to inference-service. */
    public static final String FEATURES = "lumen.features";

    /**
     * What the topics with the features of training runs begin with; each is made by its run and
     * deleted with it. A sample that cannot be used has a record without a value there, whose
     * header {@link #FAILURE_HEADER} holds a {@link PredictionMessage.Failure}.
     */
    public static final String FEATURES_OF_RUN = "lumen.features.run.";

    /** The record header of a failed sample in the topic of a training run. */
    public static final String FAILURE_HEADER = "lumen-failure";

    /** {@link PredictionMessage}, keyed by item id: the workers to the gateway. */
    public static final String PREDICTION_PARTS = "lumen.predictions.parts";

    /** Public: one CloudEvent for each finished item, keyed by item id. */
    public static final String PREDICTIONS = "lumen.predictions";

    /** Public: one CloudEvent for each change of a job's state, keyed by job id. */
    public static final String JOBS = "lumen.jobs";

    /**
     * {@link lumen.contracts.training.TrainingRequest}, keyed by run: gateway to training-service.
     */
    public static final String TRAINING_REQUESTS = "lumen.training.requests";

    /** {@link lumen.contracts.training.TrainingCommand}, keyed by run: gateway to every worker. */
    public static final String TRAINING_COMMANDS = "lumen.training.commands";

    /**
     * {@link lumen.contracts.training.TrainingProgress}, keyed by run: training-service to gateway.
     */
    public static final String TRAINING_PROGRESS = "lumen.training.progress";

    /** What a dead-letter topic's name ends with: the source topic's name goes before. */
    public static final String DEAD_LETTER_SUFFIX = ".dlq";

    private Topics() {}

    /** Every topic that must exist, dead-letter topics included. */
    public static List<String> all() {
        return List.of(
                AUDIO,
                AUDIO_TRAINING,
                FEATURES,
                PREDICTION_PARTS,
                PREDICTIONS,
                JOBS,
                TRAINING_REQUESTS,
                TRAINING_COMMANDS,
                TRAINING_PROGRESS,
                TRAINING_REQUESTS + DEAD_LETTER_SUFFIX,
                TRAINING_PROGRESS + DEAD_LETTER_SUFFIX,
                AUDIO + DEAD_LETTER_SUFFIX,
                AUDIO_TRAINING + DEAD_LETTER_SUFFIX,
                FEATURES + DEAD_LETTER_SUFFIX,
                PREDICTION_PARTS + DEAD_LETTER_SUFFIX);
    }
}
