package lumen.training.run;

import lumen.training.data.Batch;
import lumen.training.data.BatchFeed;
import lumen.training.data.TrainingDataException;

/**
 * Mean and standard deviation of the features that a model is trained on.
 *
 * @param mean of all values
 * @param deviation of all values
 */
record Standardisation(double mean, double deviation) {
    private static final int BATCHES = 8;

    /** Measures the first batches of an epoch; the feed must be begun again afterwards. */
    static Standardisation measure(BatchFeed feed)
            throws InterruptedException, TrainingDataException {
        feed.begin(0);
        double sum = 0;
        double squares = 0;
        long count = 0;
        int batches = Math.min(BATCHES, feed.batchesPerEpoch());
        for (int index = 0; index < batches; index++) {
            Batch batch = feed.next();
            for (float value : batch.features()) {
                sum += value;
                squares += (double) value * value;
            }
            count += batch.features().length;
        }
        double mean = sum / count;
        double variance = squares / count - mean * mean;
        if (!(variance > 0)) {
            throw new TrainingDataException(
                    "all features of the first %d batches are %s: nothing can be learnt of silence"
                            .formatted(batches, mean));
        }
        return new Standardisation(mean, Math.sqrt(variance));
    }
}
