package lumen.gateway.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import lumen.contracts.error.ErrorCode;
import lumen.contracts.error.LumenException;
import lumen.contracts.error.Problem;
import lumen.contracts.error.Problem.Location;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetFault;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetStream;
import lumen.datasets.LabelSet;

/**
 * The files of labelled datasets with what is heard in them. Each fault takes the place of the file
 * that it concerns: an item that fails at once, alone, and says which file and line to mend.
 */
final class DatasetFiles implements Iterator<AudioSource>, AutoCloseable {
    private final DataRoots roots;
    private final DatasetStream stream;
    private final Deque<AudioSource> found = new ArrayDeque<>();
    private boolean exhausted;

    /**
     * @param labels the labels that the files may have
     * @throws LumenException LIST_INVALID, DIRECTORY_WITHOUT_AUDIO if a dataset cannot be read
     */
    DatasetFiles(List<DatasetPath> datasets, List<String> labels, DataRoots roots) {
        this.roots = roots;
        Map<String, String> names = new LinkedHashMap<>();
        labels.forEach(label -> names.put(label, label));
        try {
            stream = DatasetStream.open(datasets, new LabelSet(names), this::refuse);
        } catch (DatasetException e) {
            throw invalid(e);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (found.isEmpty() && !exhausted) {
                AudioFile file = stream.next();
                // What was wrong before this file was told meanwhile.
                if (file == null) {
                    exhausted = true;
                } else {
                    found.add(source(file));
                }
            }
            return !found.isEmpty();
        } catch (DatasetException e) {
            throw invalid(e);
        }
    }

    @Override
    public AudioSource next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return found.remove();
    }

    private AudioSource source(AudioFile file) {
        try {
            Path real = file.path().toRealPath();
            if (roots.contain(real)) {
                return new AudioSource.Found(file.path().toString(), real, file.labels());
            }
            return refused(
                    file.path().toString(),
                    ErrorCode.PATH_OUTSIDE_ROOTS,
                    file.name() + " is outside the data roots.",
                    file.place().file(),
                    file.place().line());
        } catch (IOException e) {
            return refused(
                    file.path().toString(),
                    ErrorCode.AUDIO_NOT_FOUND,
                    file.name() + " is not there any more.",
                    file.place().file(),
                    file.place().line());
        }
    }

    private void refuse(DatasetFault fault) {
        ErrorCode code =
                switch (fault.kind()) {
                    case UNREADABLE -> ErrorCode.AUDIO_UNREADABLE;
                    case MISSING_LABELS -> ErrorCode.LABELS_MISSING;
                    case UNKNOWN_LABEL -> ErrorCode.LABEL_UNKNOWN;
                    case INVALID_ROW -> ErrorCode.LIST_INVALID;
                    case MISSING_FILE -> ErrorCode.AUDIO_NOT_FOUND;
                    case DUPLICATE -> ErrorCode.FILE_REPEATED;
                };
        found.add(
                refused(
                        fault.place().toString(),
                        code,
                        fault.message(),
                        fault.place().file(),
                        fault.place().line()));
    }

    private static AudioSource refused(
            String name, ErrorCode code, String detail, Path file, long line) {
        return new AudioSource.Refused(
                name,
                Problem.of(code, detail)
                        .at(new Location(file.toString(), line == 0 ? null : (int) line)));
    }

    private static LumenException invalid(DatasetException fault) {
        return new LumenException(ErrorCode.LIST_INVALID, fault.getMessage() + ".", fault);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (DatasetException e) {
            throw invalid(e);
        }
    }
}
