package lumen.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Finds the files of a dataset and reads their labels. */
final class DatasetReader {
    /** Extensions of files that are taken for audio, in lower case. */
    static final Set<String> AUDIO_EXTENSIONS =
            Set.of("wav", "mp3", "ogg", "flac", "m4a", "opus", "webm", "aiff", "aif", "aac");

    private static final String FILE_COLUMN = "file";

    private final LabelSet labelSet;

    DatasetReader(LabelSet labelSet) {
        this.labelSet = labelSet;
    }

    List<AudioFile> read(DatasetPath dataset) throws DatasetException {
        return switch (dataset.type()) {
            case IRMAS_TRAIN -> readTree(dataset, this::labelOfDirectory);
            case IRMAS_TEST -> readTree(dataset, this::labelsOfTextFile);
            case CSV -> readTable(dataset, true);
            case INFERENCE ->
                    dataset.path().toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                            ? readTable(dataset, false)
                            : readTree(dataset, path -> List.of());
        };
    }

    private interface Labels {
        List<String> of(Path path) throws DatasetException, IOException;
    }

    private static List<AudioFile> readTree(DatasetPath dataset, Labels labels)
            throws DatasetException {
        Path root = dataset.path();
        if (!Files.isDirectory(root)) {
            throw new DatasetException("%s: there is no such directory".formatted(dataset));
        }
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> paths =
                    tree.filter(DatasetReader::isAudio)
                            .filter(Files::isRegularFile)
                            .sorted()
                            .toList();
            if (paths.isEmpty()) {
                throw new DatasetException(
                        "%s: the directory has no audio files".formatted(dataset));
            }
            List<AudioFile> files = new ArrayList<>(paths.size());
            for (Path path : paths) {
                files.add(new AudioFile(path, labels.of(path)));
            }
            return files;
        } catch (IOException e) {
            throw new DatasetException(
                    "%s cannot be read: %s".formatted(dataset, e.getMessage()), e);
        }
    }

    private List<String> labelOfDirectory(Path path) throws DatasetException {
        String label = path.toAbsolutePath().getParent().getFileName().toString();
        return List.of(known(label, path + ": the directory's name"));
    }

    private List<String> labelsOfTextFile(Path path) throws DatasetException, IOException {
        String name = path.getFileName().toString();
        Path text = path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
        if (!Files.isRegularFile(text)) {
            throw new DatasetException("%s has no label file %s".formatted(path, text));
        }
        List<String> lines = Files.readAllLines(text, StandardCharsets.UTF_8);
        Set<String> found = new TreeSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String label = lines.get(i).strip();
            if (!label.isEmpty()) {
                found.add(known(label, "%s, line %d".formatted(text, i + 1)));
            }
        }
        return labelSet.codes().stream().filter(found::contains).toList();
    }

    private List<AudioFile> readTable(DatasetPath dataset, boolean labelled)
            throws DatasetException {
        Path table = dataset.path();
        if (!Files.isRegularFile(table)) {
            throw new DatasetException("%s: there is no such file".formatted(dataset));
        }
        try {
            List<CSVRecord> rows = parse(table);
            if (rows.isEmpty() || !rows.getFirst().toList().contains(FILE_COLUMN)) {
                throw new DatasetException("%s: the header has no column 'file'".formatted(table));
            }
            return readRows(table, rows, labelled);
        } catch (IOException e) {
            throw new DatasetException("%s cannot be read: %s".formatted(table, e.getMessage()), e);
        }
    }

    private static List<CSVRecord> parse(Path table) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(table)) {
            return CSVFormat.RFC4180.parse(reader).getRecords();
        }
    }

    private List<AudioFile> readRows(Path table, List<CSVRecord> rows, boolean labelled)
            throws DatasetException {
        List<String> header = rows.getFirst().toList();
        int fileColumn = header.indexOf(FILE_COLUMN);
        if (labelled) {
            for (String code : labelSet.codes()) {
                if (!header.contains(code)) {
                    throw new DatasetException(
                            "%s: the header has no column '%s'".formatted(table, code));
                }
            }
        }
        List<AudioFile> files = new ArrayList<>(rows.size() - 1);
        for (int i = 1; i < rows.size(); i++) {
            CSVRecord row = rows.get(i);
            String where = "%s, row %d".formatted(table, row.getRecordNumber());
            if (row.size() != header.size()) {
                throw new DatasetException(
                        "%s has %d cells, the header has %d"
                                .formatted(where, row.size(), header.size()));
            }
            List<String> labels = new ArrayList<>();
            if (labelled) {
                for (String code : labelSet.codes()) {
                    if (isOne(row.get(header.indexOf(code)), code, where)) {
                        labels.add(code);
                    }
                }
            }
            files.add(new AudioFile(resolve(table, row.get(fileColumn), where), labels));
        }
        return files;
    }

    /** A relative path is looked for beside the table first, then in the working directory. */
    private static Path resolve(Path table, String text, String where) throws DatasetException {
        try {
            Path path = Path.of(text);
            Path beside = table.toAbsolutePath().resolveSibling(path);
            Path found = Files.exists(beside) ? beside : path.toAbsolutePath();
            if (!Files.isRegularFile(found)) {
                throw new DatasetException("%s: there is no file '%s'".formatted(where, text));
            }
            return found;
        } catch (InvalidPathException e) {
            throw new DatasetException("%s: '%s' is not a path".formatted(where, text), e);
        }
    }

    private static boolean isOne(String cell, String code, String where) throws DatasetException {
        return switch (cell.strip()) {
            case "1", "1.0" -> true;
            case "0", "0.0", "" -> false;
            default ->
                    throw new DatasetException(
                            "%s: column '%s' holds '%s', not 0 or 1".formatted(where, code, cell));
        };
    }

    private String known(String label, String where) throws DatasetException {
        if (labelSet.indexOf(label).isEmpty()) {
            throw new DatasetException(
                    "%s: '%s' is not a label; the labels are %s"
                            .formatted(where, label, String.join(", ", labelSet.codes())));
        }
        return label;
    }

    private static boolean isAudio(Path path) {
        String name = path.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && AUDIO_EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
