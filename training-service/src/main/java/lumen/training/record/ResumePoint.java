package lumen.training.record;

import lumen.contracts.training.TrainingProgress.Metrics;

/**
 * From where a run goes on. What it did later, before it was interrupted, it does again.
 *
 * @param finishedEpochs epochs that are done, validation included
 * @param step finished steps of the whole run
 */
record ResumePoint(int finishedEpochs, long step) {
    /** Whether nothing has been done. */
    boolean isStart() {
        return finishedEpochs == 0 && step == 0;
    }

    /** Whether figures are of what is done, and so do not come again. */
    boolean isAfter(Metrics row) {
        return switch (row.scope()) {
            case STEP -> row.step() <= step;
            case TRAIN_EPOCH, VALIDATION_EPOCH -> row.epoch() < finishedEpochs;
            case TEST -> false;
        };
    }
}
