package lumen.training.examples;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.FeatureExtractor;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.training.checkpoint.ServedModel;

/**
 * The windows of a labelled dataset, computed once as they are computed for serving, and the scores
 * that a model gives them.
 */
public final class EvaluationSet {
    private static final int WINDOWS_AT_ONCE = 32;

    private final List<float[]> windows = new ArrayList<>();
    private final List<Integer> windowsOfFile = new ArrayList<>();
    private final float[][] truth;
    private final int bands;
    private final int frames;

    /**
     * Computes the features of all files.
     *
     * @throws AudioException naming the first file that cannot be used
     */
    public EvaluationSet(Dataset dataset, FeatureExtractor extractor) throws AudioException {
        bands = extractor.specification().rows();
        frames = extractor.specification().windowFrames();
        truth = new float[dataset.files().size()][];
        for (int index = 0; index < truth.length; index++) {
            AudioFile file = dataset.files().get(index);
            truth[index] = dataset.target(file);
            int before = windows.size();
            try {
                extractor.extract(
                        AudioSource.of(file.path()),
                        DecodingLimits.defaults(),
                        (number, start, end, values) -> windows.add(values.clone()));
            } catch (AudioException failure) {
                throw new AudioException(
                        failure.reason(),
                        "%s: %s".formatted(file.path(), failure.getMessage()),
                        failure);
            }
            windowsOfFile.add(windows.size() - before);
        }
    }

    /** {@code [files][labels]}, 1 where the label is there. */
    public float[][] truth() {
        return truth;
    }

    /** Number of windows of all files. */
    public int windowCount() {
        return windows.size();
    }

    /** The first windows, {@code [count, bands, frames]}, for comparisons of numbers. */
    public float[] firstWindows(int count) {
        return join(0, Math.min(count, windows.size()));
    }

    /**
     * Scores all windows.
     *
     * @return sigmoid scores, {@code [files][windows of the file][labels]}
     * @throws OrtException when the model does not take these windows
     */
    public float[][][] scores(ServedModel model) throws OrtException {
        List<float[]> all = new ArrayList<>();
        for (int first = 0; first < windows.size(); first += WINDOWS_AT_ONCE) {
            int end = Math.min(first + WINDOWS_AT_ONCE, windows.size());
            for (float[] logits : model.logits(join(first, end), end - first, bands, frames)) {
                float[] scores = new float[logits.length];
                for (int label = 0; label < scores.length; label++) {
                    scores[label] = (float) (1 / (1 + Math.exp(-logits[label])));
                }
                all.add(scores);
            }
        }
        float[][][] result = new float[truth.length][][];
        int next = 0;
        for (int file = 0; file < result.length; file++) {
            int count = windowsOfFile.get(file);
            result[file] = all.subList(next, next + count).toArray(float[][]::new);
            next += count;
        }
        return result;
    }

    private float[] join(int first, int end) {
        int size = bands * frames;
        float[] joined = new float[(end - first) * size];
        for (int index = first; index < end; index++) {
            System.arraycopy(windows.get(index), 0, joined, (index - first) * size, size);
        }
        return joined;
    }

    @Override
    public String toString() {
        return "%d files, %d windows, labels a file %s"
                .formatted(
                        truth.length,
                        windows.size(),
                        Arrays.stream(truth)
                                .mapToDouble(EvaluationSet::sum)
                                .average()
                                .orElse(Double.NaN));
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
