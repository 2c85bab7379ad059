package lumen.training.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.mel.MelParameters;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;
import lumen.datasets.LabelSet;

/** Datasets of files that need not exist. */
final class TestingDatasets {
    static final LabelSet LABELS = LabelSet.ofCodes(List.of("flu", "pia", "vio"));

    /** Windows of three bands and two frames, as {@link TestingSource} makes them. */
    static final FeatureSpecification FEATURES =
            new LogMelSpectrogramFeatures(
                    new MelParameters(8000, 256, 200, 3, 0, 4000),
                    true,
                    new Windowing(2, 2, Padding.REPEAT));

    private TestingDatasets() {}

    /** Files 0.wav, 1.wav, … whose labels go round flu, pia, vio. */
    static Dataset ofSize(int size) {
        List<AudioFile> files = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            files.add(file(index, LABELS.codes().get(index % 3)));
        }
        return new Dataset(LABELS, files);
    }

    static AudioFile file(int index, String... labels) {
        return new AudioFile(Path.of(index + ".wav"), List.of(labels));
    }
}
