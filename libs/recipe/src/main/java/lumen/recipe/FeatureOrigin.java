package lumen.recipe;

/** Who computes the features of a run. */
public enum FeatureOrigin {
    /** feature-service, asked over Kafka. */
    KAFKA,
    /** training-service itself. */
    LOCAL
}
