package lumen.contracts.rest;

/** What a job is for. */
public enum JobKind {
    /** Recognise the instruments of each file. */
    PREDICT,
    /** Recognise and score against labels. */
    TEST,
    /** Train a model. */
    TRAIN
}
