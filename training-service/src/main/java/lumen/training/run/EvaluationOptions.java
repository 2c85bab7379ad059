package lumen.training.run;

import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that judges a model on labelled files. */
final class EvaluationOptions {
    @Option(
            names = "--val-paths",
            arity = "1..*",
            required = true,
            paramLabel = "TYPE:PATH",
            description =
                    "Labelled files that choose thresholds and, in training, the best epoch; no"
                            + " file of the training data may be among them.")
    List<String> validationPaths;

    @Option(
            names = "--window-hop-frames",
            description =
                    "Frames from one window to the next when serving; default: as the model says,"
                            + " and as long as a window for a new one.")
    Integer windowHopFrames;

    @Option(
            names = "--threshold-shrinkage",
            defaultValue = "0.6",
            description = "How far thresholds of labels move towards the common one.")
    double thresholdShrinkage;

    @Option(names = "--threads", defaultValue = "2", description = "Threads of one operator.")
    int threads;
}
