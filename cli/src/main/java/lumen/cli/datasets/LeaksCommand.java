package lumen.cli.datasets;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.cli.terminal.DisplayText;
import lumen.datasets.Dataset;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LeakCheck;
import lumen.datasets.LeakCheck.Leak;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds files, or songs, that are both in datasets for training and in datasets for testing. */
@Command(
        name = "leaks",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Finds files or songs that are in two groups of datasets.",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer =
                "  lumen datasets leaks --train-paths irmastrain:data/irmas/train"
                        + " --test-paths irmastest:data/irmas/test")
final class LeaksCommand implements Callable<Integer> {
    @Option(
            names = "--train-paths",
            arity = "1..*",
            required = true,
            paramLabel = "TYPE:PATH",
            description = "Datasets for training.")
    private List<String> train;

    @Option(
            names = "--test-paths",
            arity = "1..*",
            required = true,
            paramLabel = "TYPE:PATH",
            description = "Datasets for testing or validation.")
    private List<String> test;

    private final Surroundings surroundings;

    LeaksCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::check);
    }

    private ExitCode check() throws IOException, DatasetException {
        Dataset first = read(train);
        Dataset second = read(test);
        int found = 0;
        for (LeakCheck.Kind kind : LeakCheck.Kind.values()) {
            List<Leak> leaks = LeakCheck.leaks(first, second, kind);
            found += leaks.size();
            String what =
                    switch (kind) {
                        case PATH -> "files";
                        case SONG -> "songs";
                    };
            surroundings.terminal().out().line("%d %s are in both".formatted(leaks.size(), what));
            for (Leak leak : leaks) {
                surroundings
                        .terminal()
                        .out()
                        .line(
                                DisplayText.printable(
                                        "  %s: %s and %s"
                                                .formatted(
                                                        leak.what(), leak.first(), leak.second())));
            }
        }
        return found == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private Dataset read(List<String> texts) throws DatasetException {
        List<DatasetPath> paths = DatasetWork.parse(texts);
        return Dataset.read(paths, LabelDiscovery.labels(paths), DatasetWork.telling(surroundings));
    }
}
