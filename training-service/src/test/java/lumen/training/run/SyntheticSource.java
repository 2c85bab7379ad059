package lumen.training.run;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import lumen.training.data.FeatureSource;
import lumen.training.data.Sample;
import lumen.training.data.SampleFeatures;

/**
 * Features without audio: each label lights up rows of its own, among noise that depends on the
 * file only. Some files have two windows, the others one.
 */
final class SyntheticSource implements FeatureSource {
    static final int ROWS = 8;
    static final int FRAMES = 8;

    private static final float LOUDNESS = 1.5f;

    @Override
    public CompletableFuture<SampleFeatures> request(Sample sample) {
        Path file = sample.own().getFileName();
        Random random = new Random(file.toString().hashCode());
        int windows = 1 + Math.floorMod(file.toString().hashCode(), 2);
        float[] values = new float[windows * ROWS * FRAMES];
        for (int index = 0; index < values.length; index++) {
            int row = index / FRAMES % ROWS;
            int label = row % sample.labels().length;
            values[index] = (float) random.nextGaussian() + LOUDNESS * sample.labels()[label];
        }
        return CompletableFuture.completedFuture(new SampleFeatures(values, windows));
    }

    @Override
    public void close() {}
}
