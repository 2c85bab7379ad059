package lumen.recipe;

/** How the learning rate moves after the epochs of the head. */
public enum SchedulerKind {
    /** Up to the peak in three tenths of the steps, then down to a ten thousandth. */
    ONECYCLE,
    /** Halved when the monitored figure stands still. */
    PLATEAU,
    /** Constant, at the rate that a range test finds. */
    AUTO_LR,
    /** Down to 0 along half a cosine. */
    COSINEANNEALING
}
