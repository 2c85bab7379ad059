package lumen.training.run;

/**
 * What an epoch brought.
 *
 * @param epoch number of the epoch, from 1
 * @param trainingLoss mean loss of its steps
 * @param validationMicroF1 micro-F1 with the best common threshold
 * @param validationMacroF1 macro-F1 with the same
 * @param threshold that threshold
 * @param rate learning rate of its last step
 * @param servingDifference greatest difference of a logit between training and ONNX Runtime
 * @param seconds how long it took, evaluation included
 */
record EpochReport(
        int epoch,
        double trainingLoss,
        double validationMicroF1,
        double validationMacroF1,
        double threshold,
        double rate,
        double servingDifference,
        double seconds) {}
