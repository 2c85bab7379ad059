package lumen.cli.training;

import java.time.Duration;
import lumen.contracts.rest.TrainingMetricsView;
import lumen.contracts.rest.TrainingView;

/** Shows a run while it goes on. */
interface FollowingView extends AutoCloseable {

    /** How far the run is. */
    void standing(TrainingView training);

    /** New figures, each row once. */
    void row(TrainingMetricsView.Row row);

    /** Whether every line of the log is wanted, also those of before. */
    boolean wantsWholeLog();

    /** A new line of the log. */
    void line(String line);

    /** Something that the user has to know. */
    void notice(String text);

    /** No server answers for this time now. */
    void waiting(Duration silent);

    /** The run has ended; everything of it was shown. */
    void ended(TrainingView training);

    /** Takes away what is there for the time of following only. */
    @Override
    void close();
}
