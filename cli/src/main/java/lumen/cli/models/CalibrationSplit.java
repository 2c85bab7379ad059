package lumen.cli.models;

import java.util.ArrayList;
import java.util.List;
import lumen.datasets.AudioFile;

/**
 * Which files of a dataset show what values occur, and which others show how good the result is.
 *
 * @param calibration every tenth file
 * @param evaluation the others
 */
record CalibrationSplit(List<AudioFile> calibration, List<AudioFile> evaluation) {
    private static final int EVERY = 10;

    CalibrationSplit {
        calibration = List.copyOf(calibration);
        evaluation = List.copyOf(evaluation);
    }

    /**
     * Divides a dataset.
     *
     * @throws IllegalArgumentException if there are fewer than two files
     */
    static CalibrationSplit of(List<AudioFile> files) {
        if (files.size() < 2) {
            throw new IllegalArgumentException("the dataset must have at least two files");
        }
        List<AudioFile> calibration = new ArrayList<>();
        List<AudioFile> evaluation = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            (i % EVERY == 0 ? calibration : evaluation).add(files.get(i));
        }
        return new CalibrationSplit(calibration, evaluation);
    }

    /**
     * At most so many of the elements, evenly spread from the first to the last, so that a dataset
     * sorted by label shows all labels.
     */
    static <T> List<T> spread(List<T> elements, int most) {
        int count = Math.min(most, elements.size());
        List<T> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            chosen.add(elements.get((int) ((2L * i + 1) * elements.size() / (2L * count))));
        }
        return chosen;
    }
}
