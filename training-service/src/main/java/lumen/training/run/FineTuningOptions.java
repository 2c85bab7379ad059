package lumen.training.run;

import lumen.training.optimization.FineTuning;
import picocli.CommandLine.Option;

/** The options that let parts of a model learn and freeze others. */
final class FineTuningOptions {
    @Option(
            names = "--backbone-after",
            description =
                    "The first part of the model whose name contains this learns, and all that"
                            + " follow; default: everything learns.")
    private String backboneAfter;

    @Option(
            names = "--head-after",
            description = "Where the head begins, in the same way; goes with --backbone-after.")
    private String headAfter;

    @Option(
            names = "--finetune-head",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Begin with epochs in which only the head learns, when it is named.")
    private boolean finetuneHead;

    @Option(names = "--finetune-head-epochs", defaultValue = "5", description = "How many.")
    private int headEpochs;

    @Option(
            names = "--finetune-train-bn",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Let batch normalisations learn where everything else is frozen.")
    private boolean normalisations;

    @Option(
            names = "--backbone-lr-factor",
            defaultValue = "1",
            description = "What the backbone's learning rate is multiplied by.")
    private double rateFactor;

    FineTuning fineTuning() {
        int epochs = finetuneHead && headAfter != null ? headEpochs : 0;
        return new FineTuning(backboneAfter, headAfter, epochs, normalisations);
    }

    double rateFactor() {
        return rateFactor;
    }
}
