package lumen.cli.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import lumen.cli.ErrorWords;
import lumen.cli.ExitCode;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.FaultSink;

/** What a command does with datasets on this machine; failures are told on standard error. */
@FunctionalInterface
interface DatasetWork {
    /** Does it. */
    ExitCode run() throws IOException, DatasetException, InterruptedException;

    /** Does the work and gives the command's exit code. */
    static int answer(Surroundings surroundings, DatasetWork work) {
        try {
            return work.run().code();
        } catch (DatasetException | IllegalArgumentException e) {
            ErrorWords.write(
                    surroundings.terminal().err(),
                    e.getMessage(),
                    "See how datasets are named with: lumen datasets --help");
            return ExitCode.USAGE.code();
        } catch (IOException | UncheckedIOException e) {
            ErrorWords.write(surroundings.terminal().err(), String.valueOf(e.getMessage()), "");
            return ExitCode.SOME_FAILED.code();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.code();
        }
    }

    /** Reads {@code TYPE:PATH} of each. */
    static List<DatasetPath> parse(List<String> texts) throws DatasetException {
        List<DatasetPath> paths = new ArrayList<>();
        for (String text : texts) {
            paths.add(DatasetPath.parse(text));
        }
        return paths;
    }

    /** Tells each fault on standard error as it is found. */
    static FaultSink telling(Surroundings surroundings) {
        return fault -> tell(surroundings, fault.message());
    }

    /** Tells on standard error what is wrong with a file. */
    static void tell(Surroundings surroundings, String message) {
        surroundings.terminal().err().line(DisplayText.printable(message));
    }
}
