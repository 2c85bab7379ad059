package lumen.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumen.datasets.content.Duplicates.Comparison;

/** A folder in which tests make datasets and read them. */
record DatasetFolder(Path path) {
    private static final int KEPT_FAULTS = 100;

    /** What a stream gave. */
    record Reading(List<AudioFile> files, List<DatasetFault> faults) {
        List<String> names() {
            return files.stream().map(file -> file.path().getFileName().toString()).toList();
        }
    }

    /** Makes a file whose bytes are its name. */
    Path audio(String name) throws IOException {
        return text(name, name);
    }

    Path text(String name, String content) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    Dataset read(String typeAndName) throws DatasetException {
        return Dataset.read(List.of(dataset(typeAndName)), LabelSet.irmas());
    }

    Reading stream(Comparison comparison, String... typesAndNames) throws DatasetException {
        List<DatasetPath> datasets = new ArrayList<>();
        for (String typeAndName : typesAndNames) {
            datasets.add(dataset(typeAndName));
        }
        FaultList faults = new FaultList(KEPT_FAULTS);
        List<AudioFile> files = new ArrayList<>();
        try (DatasetStream stream =
                DatasetStream.open(datasets, LabelSet.irmas(), faults, comparison)) {
            for (AudioFile file = stream.next(); file != null; file = stream.next()) {
                files.add(file);
            }
        }
        return new Reading(files, faults.faults());
    }

    private DatasetPath dataset(String typeAndName) throws DatasetException {
        DatasetPath relative = DatasetPath.parse(typeAndName);
        return new DatasetPath(relative.type(), path.resolve(relative.path()));
    }
}
