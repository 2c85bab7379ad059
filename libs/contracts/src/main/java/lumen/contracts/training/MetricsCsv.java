package lumen.contracts.training;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import lumen.contracts.training.TrainingProgress.Metrics;
import lumen.contracts.training.TrainingProgress.Metrics.Scope;

/**
 * The figures of a run as comma separated values, the form of {@code metrics.csv}: a header of
 * {@code epoch}, {@code step} and all figures in the order of their names, then a row for each
 * {@link Metrics} with empty cells for the figures it has not. Numbers have all the digits that
 * tell them from their neighbours, so that reading gives the same numbers again.
 *
 * @param figures names of the figures, in the order of the columns
 */
public record MetricsCsv(List<String> figures) {
    private static final String EPOCH = "epoch";
    private static final String STEP = "step";

    public MetricsCsv {
        figures = List.copyOf(figures);
        if (figures.contains(EPOCH) || figures.contains(STEP)) {
            throw new IllegalArgumentException("epoch and step are no figures: " + figures);
        }
    }

    /** The form for rows: it has a column for every figure that one of them has. */
    public static MetricsCsv forRows(Collection<Metrics> rows) {
        TreeSet<String> all = new TreeSet<>();
        rows.forEach(row -> all.addAll(row.values().keySet()));
        return new MetricsCsv(List.copyOf(all));
    }

    /** Header and rows. */
    public static String text(Collection<Metrics> rows) {
        MetricsCsv form = forRows(rows);
        StringBuilder text = new StringBuilder(form.header());
        rows.forEach(row -> text.append(form.row(row)));
        return text.toString();
    }

    /** The header with its line end. */
    public String header() {
        List<String> cells = new ArrayList<>(List.of(EPOCH, STEP));
        cells.addAll(figures);
        return line(cells);
    }

    /** Whether there is a column for each figure of a row. */
    public boolean holds(Metrics row) {
        return figures.containsAll(row.values().keySet());
    }

    /** A row with its line end. */
    public String row(Metrics row) {
        List<String> cells = new ArrayList<>(figures.size() + 2);
        cells.add(Integer.toString(row.epoch()));
        cells.add(Long.toString(row.step()));
        for (String figure : figures) {
            Double value = row.values().get(figure);
            cells.add(value == null ? "" : Double.toString(value));
        }
        return line(cells);
    }

    /**
     * Reads header and rows.
     *
     * @throws IllegalArgumentException when the text is not of this form
     */
    public static List<Metrics> read(String text) {
        List<Metrics> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            for (NamedCsvRecord cells : reader) {
                Map<String, Double> values = new HashMap<>();
                for (String figure : cells.getHeader()) {
                    String cell = cells.getField(figure);
                    if (!cell.isEmpty() && !figure.equals(EPOCH) && !figure.equals(STEP)) {
                        values.put(figure, Double.valueOf(cell));
                    }
                }
                rows.add(
                        new Metrics(
                                scope(values.keySet()),
                                Integer.parseInt(cells.getField(EPOCH)),
                                Long.parseLong(cells.getField(STEP)),
                                values));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** What figures are of, told by their names. */
    static Scope scope(Collection<String> figures) {
        if (figures.stream().anyMatch(name -> of("test", name))) {
            return Scope.TEST;
        }
        if (figures.stream().anyMatch(name -> of("val", name))) {
            return Scope.VALIDATION_EPOCH;
        }
        boolean step =
                figures.stream().anyMatch(name -> name.endsWith("_step") || name.endsWith("/step"));
        return step ? Scope.STEP : Scope.TRAIN_EPOCH;
    }

    private static boolean of(String split, String name) {
        return name.startsWith(split + "/") || name.startsWith("instruments/" + split + "/");
    }

    private static String line(List<String> cells) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
