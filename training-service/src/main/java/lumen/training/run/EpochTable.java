package lumen.training.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;

/** Shows the epochs of a run as lines of a table and writes them to a CSV file. */
final class EpochTable {
    private final PrintStream output;
    private final Path file;
    private final int epochs;

    /**
     * @param goesOn whether rows are added to a file that is there
     */
    EpochTable(PrintStream output, Path file, int epochs, boolean goesOn) throws IOException {
        this.output = output;
        this.file = file;
        this.epochs = epochs;
        if (!goesOn || Files.notExists(file)) {
            Files.writeString(
                    file,
                    "epoch,training_loss,validation_micro_f1,validation_macro_f1,threshold,"
                            + "learning_rate,serving_difference,seconds\n");
        }
        output.println(
                "  epoch     loss  micro F1  macro F1  threshold      rate    served   seconds"
                        + "  remaining");
    }

    void add(EpochReport report) throws IOException {
        Files.writeString(
                file,
                String.format(
                        Locale.ROOT,
                        "%d,%.6f,%.6f,%.6f,%.4f,%.8f,%.3g,%.1f%n",
                        report.epoch(),
                        report.trainingLoss(),
                        report.validationMicroF1(),
                        report.validationMacroF1(),
                        report.threshold(),
                        report.rate(),
                        report.servingDifference(),
                        report.seconds()),
                StandardOpenOption.APPEND);
        Duration remaining =
                Duration.ofSeconds(Math.round(report.seconds() * (epochs - report.epoch())));
        output.printf(
                Locale.ROOT,
                "%3d/%-3d %8.4f  %8.4f  %8.4f  %9.3f  %8.2e  %8.1e  %8.1f  %3d:%02d:%02d%n",
                report.epoch(),
                epochs,
                report.trainingLoss(),
                report.validationMicroF1(),
                report.validationMacroF1(),
                report.threshold(),
                report.rate(),
                report.servingDifference(),
                report.seconds(),
                remaining.toHours(),
                remaining.toMinutesPart(),
                remaining.toSecondsPart());
        output.flush();
    }
}
