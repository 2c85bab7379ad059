package lumen.datasets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.tree.AudioTree;
import lumen.datasets.tree.AudioTree.UnreadableDirectoryException;

/**
 * A tree of audio files, with their labels in directory names or label files, or without labels.
 */
final class TreeSource implements FileSource {
    private static final List<String> LABEL_FILE_EXTENSIONS = List.of(".txt", ".TXT");
    private static final long LARGEST_LABEL_FILE = 1 << 16;

    private final DatasetType type;
    private final LabelSet labelSet;
    private final FaultSink faults;
    private final AudioTree tree;

    TreeSource(DatasetPath dataset, LabelSet labelSet, FaultSink faults) throws DatasetException {
        this.type = dataset.type();
        this.labelSet = labelSet;
        this.faults = faults;
        if (!Files.isDirectory(dataset.path())) {
            throw new DatasetException("%s: there is no such directory".formatted(dataset));
        }
        try {
            tree = new AudioTree(dataset.path());
        } catch (UnreadableDirectoryException e) {
            throw new DatasetException("%s: %s".formatted(dataset, e.getMessage()), e);
        }
    }

    @Override
    public AudioFile next() throws DatasetException {
        while (true) {
            try {
                Path path = tree.next();
                if (path == null) {
                    return null;
                }
                List<String> labels =
                        switch (type) {
                            case IRMAS_TRAIN -> labelOfDirectory(path);
                            case IRMAS_TEST -> labelsBeside(path);
                            case INFERENCE, CSV, OPENMIC -> List.of();
                        };
                if (labels != null) {
                    return new AudioFile(path, labels);
                }
            } catch (UnreadableDirectoryException e) {
                report(Kind.UNREADABLE, Place.of(e.directory()), e.getMessage());
            }
        }
    }

    /** The label, or null after a fault. */
    private List<String> labelOfDirectory(Path path) throws DatasetException {
        String label = path.toAbsolutePath().getParent().getFileName().toString();
        if (labelSet.indexOf(label).isEmpty()) {
            reportUnknown(Place.of(path), "the directory's name '%s'".formatted(label));
            return null;
        }
        return List.of(label);
    }

    /** The labels in the order of the label set, or null after a fault. */
    private List<String> labelsBeside(Path path) throws DatasetException {
        Path file = labelFile(path);
        if (file == null) {
            report(
                    Kind.MISSING_LABELS,
                    Place.of(path),
                    "there is no label file %s"
                            .formatted(labelFileName(path, LABEL_FILE_EXTENSIONS.getFirst())));
            return null;
        }
        List<String> lines = readLines(file);
        if (lines == null) {
            return null;
        }
        Set<String> found = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String label = lines.get(i).strip();
            if (label.isEmpty()) {
                continue;
            }
            if (labelSet.indexOf(label).isEmpty()) {
                reportUnknown(new Place(file, i + 1L), "'%s'".formatted(label));
                return null;
            }
            found.add(label);
        }
        return labelSet.codes().stream().filter(found::contains).toList();
    }

    static Path labelFile(Path path) {
        for (String extension : LABEL_FILE_EXTENSIONS) {
            Path file = path.resolveSibling(labelFileName(path, extension));
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static String labelFileName(Path path, String extension) {
        String name = path.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.')) + extension;
    }

    private List<String> readLines(Path file) throws DatasetException {
        try {
            if (Files.size(file) > LARGEST_LABEL_FILE) {
                report(Kind.UNREADABLE, Place.of(file), "it is too large for a label file");
                return null;
            }
            return new ArrayList<>(Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            report(Kind.UNREADABLE, Place.of(file), "it is not UTF-8 text");
        } catch (IOException e) {
            report(Kind.UNREADABLE, Place.of(file), "it cannot be read: " + e.getMessage());
        }
        return null;
    }

    private void reportUnknown(Place place, String what) throws DatasetException {
        report(
                Kind.UNKNOWN_LABEL,
                place,
                "%s is not a label; the labels are %s"
                        .formatted(what, String.join(", ", labelSet.codes())));
    }

    private void report(Kind kind, Place place, String detail) throws DatasetException {
        faults.report(new DatasetFault(kind, place, detail));
    }

    @Override
    public void close() {}
}
