package lumen.model.file;

/** How the scores of a recording's windows become one score for each label. */
public enum Aggregation {
    /** The highest score of all windows. */
    MAX,
    /** The mean of all windows' scores. */
    MEAN
}
