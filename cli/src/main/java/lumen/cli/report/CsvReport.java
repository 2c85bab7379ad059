package lumen.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lumen.cli.terminal.Screen;
import lumen.contracts.rest.ItemView;
import lumen.contracts.rest.Prediction;

/**
 * The answers as comma-separated values, quoted as RFC 4180 says: the file, a column with the score
 * of each label, the recognised labels, separated by semicolons, and the error code of a file that
 * failed. Lines end with a line feed.
 */
public final class CsvReport {
    private CsvReport() {}

    /** Writes a heading and a line for each file, failed ones included. */
    public static void write(Answers answers, Screen screen) {
        List<String> labels = answers.labels();
        List<String> heading = new ArrayList<>();
        heading.add("file");
        heading.addAll(labels);
        heading.add("recognised");
        heading.add("error");
        write(heading, screen);
        for (ItemView item : answers.items()) {
            write(values(item, labels), screen);
        }
    }

    private static List<String> values(ItemView item, List<String> labels) {
        List<String> values = new ArrayList<>();
        values.add(item.name());
        Prediction prediction = item.prediction();
        for (String label : labels) {
            Double score = prediction == null ? null : prediction.scores().get(label);
            values.add(score == null ? "" : String.format(Locale.ROOT, "%.6f", score));
        }
        values.add(prediction == null ? "" : String.join(";", prediction.labels()));
        values.add(item.problem() == null ? "" : item.problem().code().name());
        return values;
    }

    private static void write(List<String> values, Screen screen) {
        List<String> quoted = new ArrayList<>();
        for (String value : values) {
            quoted.add(quoted(value));
        }
        screen.stream().print(String.join(",", quoted) + "\n");
    }

    static String quoted(String value) {
        boolean plain =
                value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
