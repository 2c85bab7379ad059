package lumen.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import lumen.datasets.DatasetFault.Kind;
import lumen.datasets.table.TableReader;
import lumen.datasets.table.TableReader.Row;

/**
 * The clips of OpenMIC-2018: a table with a row for each clip and instrument that listeners judged,
 * and a tree of audio files. The rows of a clip are united; a clip of which no label is left is
 * left out. The table is read at once, about 300 bytes for each of its 20,000 clips.
 */
final class OpenMicSource implements FileSource {
    private record Clip(long line, BitSet labels) {}

    private final Path table;
    private final OpenMicLabels meaning;
    private final LabelSet labelSet;
    private final FaultSink faults;
    private final Map<String, Clip> clips = new LinkedHashMap<>();
    private final Iterator<Map.Entry<String, Clip>> remaining;

    OpenMicSource(Path path, OpenMicLabels meaning, LabelSet labelSet, FaultSink faults)
            throws DatasetException {
        this.table = OpenMicLabels.table(path);
        this.meaning = meaning;
        this.labelSet = labelSet;
        this.faults = faults;
        try (TableReader rows = TableReader.open(table)) {
            int key = required(rows, "sample_key");
            int instrument = required(rows, "instrument");
            int relevance = required(rows, "relevance");
            for (Row row = rows.next(); row != null; row = rows.next()) {
                if (row.cells().size() != rows.header().size()) {
                    report(
                            Kind.INVALID_ROW,
                            new Place(table, row.line()),
                            "the row has %d cells, the header has %d"
                                    .formatted(row.cells().size(), rows.header().size()));
                } else {
                    add(
                            row.line(),
                            row.cells().get(key).strip(),
                            row.cells().get(instrument).strip(),
                            row.cells().get(relevance).strip());
                }
            }
        }
        remaining = clips.entrySet().iterator();
    }

    private int required(TableReader rows, String column) throws DatasetException {
        int place = rows.column(column);
        if (place < 0) {
            throw new DatasetException(
                    "%s, line 1: the header has no column '%s'".formatted(table, column));
        }
        return place;
    }

    private void add(long line, String key, String instrument, String relevance)
            throws DatasetException {
        OptionalInt label = meaning.label(instrument, labelSet);
        if (label.isEmpty()) {
            return;
        }
        try {
            if (Double.parseDouble(relevance) > meaning.leastRelevance()) {
                clips.computeIfAbsent(key, _ -> new Clip(line, new BitSet()))
                        .labels()
                        .set(label.getAsInt());
            }
        } catch (NumberFormatException e) {
            report(
                    Kind.INVALID_ROW,
                    new Place(table, line),
                    "column 'relevance' holds '%s', not a number".formatted(relevance));
        }
    }

    @Override
    public AudioFile next() throws DatasetException {
        while (remaining.hasNext()) {
            Map.Entry<String, Clip> entry = remaining.next();
            Clip clip = entry.getValue();
            Path path = OpenMicLabels.audio(table, entry.getKey());
            Place place = new Place(table, clip.line());
            if (path == null || !Files.isRegularFile(path)) {
                report(
                        Kind.MISSING_FILE,
                        place,
                        "there is no file %s".formatted(path == null ? entry.getKey() : path));
                continue;
            }
            List<String> labels = new ArrayList<>();
            clip.labels().stream().forEach(label -> labels.add(labelSet.codes().get(label)));
            return new AudioFile(path, path.toString(), labels, place);
        }
        return null;
    }

    private void report(Kind kind, Place place, String detail) throws DatasetException {
        faults.report(new DatasetFault(kind, place, detail));
    }

    @Override
    public void close() {}
}
