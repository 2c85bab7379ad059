package lumen.cli.models;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.cli.terminal.ProgressBar;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelSet;
import lumen.model.file.Aggregation;
import lumen.model.file.ModelMetadata;

/**
 * The files of a labelled dataset and their features, computed anew for each use, so that memory
 * does not grow with the dataset.
 */
final class LabelledWindows {
    private final ModelMetadata metadata;
    private final FeatureExtractor extractor;
    private final Dataset dataset;

    /**
     * Reads a dataset's list of files.
     *
     * @param metadata of the model that the features are for
     * @param paths {@code TYPE:PATH}, each of a type with labels
     */
    LabelledWindows(ModelMetadata metadata, List<String> paths) throws DatasetException {
        this.metadata = metadata;
        extractor =
                FeatureExtractor.of(FeatureSpecification.fromJson(metadata.featureSpecification()));
        Map<String, String> names = new LinkedHashMap<>();
        metadata.labels()
                .forEach(
                        label ->
                                names.put(label, metadata.labelNames().getOrDefault(label, label)));
        List<DatasetPath> parsed = new ArrayList<>();
        for (String path : paths) {
            DatasetPath dataset = DatasetPath.parse(path);
            if (!dataset.type().labelled()) {
                throw new DatasetException(
                        path + " has no labels; name a dataset as TYPE:PATH, see docs/cli.md");
            }
            parsed.add(dataset);
        }
        dataset = Dataset.read(parsed, new LabelSet(names));
    }

    /** The files, in the dataset's order. */
    List<AudioFile> files() {
        return dataset.files();
    }

    /** The shape of so many windows. */
    long[] shape(int windows) {
        FeatureSpecification features = extractor.specification();
        return new long[] {windows, features.rows(), features.windowFrames()};
    }

    /** The windows of a file, {@code [rows, frames]} each. */
    List<float[]> windows(AudioFile file) throws AudioException {
        List<float[]> windows = new ArrayList<>();
        try {
            extractor.extract(
                    AudioSource.of(file.path()),
                    DecodingLimits.defaults(),
                    (index, start, end, values) -> windows.add(values.clone()));
        } catch (AudioException e) {
            throw new AudioException(e.reason(), file.path() + ": " + e.getMessage(), e);
        }
        return windows;
    }

    /**
     * What a model finds in the files.
     *
     * @param progress told how far it is
     * @return {@code [files][labels]}
     */
    float[][] scores(OnnxModel model, List<AudioFile> files, ProgressBar progress)
            throws AudioException, OrtException {
        float[][] scores = new float[files.size()][];
        for (int i = 0; i < scores.length; i++) {
            progress.show(i, scores.length);
            scores[i] = score(model, windows(files.get(i)));
        }
        return scores;
    }

    /** A file's scores: its windows', combined as the model says. */
    private float[] score(OnnxModel model, List<float[]> windows) throws OrtException {
        float[] combined = new float[metadata.labels().size()];
        for (float[] window : windows) {
            float[] logits = model.run(window, shape(1));
            for (int label = 0; label < combined.length; label++) {
                float score = (float) (1 / (1 + Math.exp(-logits[label])));
                combined[label] =
                        metadata.aggregation() == Aggregation.MAX
                                ? Math.max(combined[label], score)
                                : combined[label] + score / windows.size();
            }
        }
        return combined;
    }

    /** What is heard in the files, {@code [files][labels]}. */
    float[][] truth(List<AudioFile> files) {
        return files.stream().map(dataset::target).toArray(float[][]::new);
    }
}
