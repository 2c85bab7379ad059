package lumen.cli.datasets;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.cli.ExitCode;
import lumen.cli.LumenVersion;
import lumen.cli.Surroundings;
import lumen.datasets.AudioFile;
import lumen.datasets.DatasetException;
import lumen.datasets.DatasetPath;
import lumen.datasets.DatasetStream;
import lumen.datasets.DatasetType;
import lumen.datasets.FaultList;
import lumen.datasets.FaultSink;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelSet;
import lumen.datasets.content.Duplicates.Comparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds the files of datasets that cannot be used, or that are mostly silent. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header =
                "Finds files that cannot be read, are mostly silent, twice there or badly"
                        + " labelled.",
        description = "Labels are checked against those of IRMAS, or those in --labels.",
        parameterListHeading = "%nWhat to check:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer = "  lumen datasets check irmastest:data/irmas/test")
final class CheckCommand implements Callable<Integer> {
    private static final int SAMPLING_RATE = 22_050;

    @Parameters(
            arity = "1..*",
            paramLabel = "TYPE:PATH",
            description = "Datasets; a bare path has no labels.")
    private List<String> datasets;

    @Option(
            names = "--quiet-level",
            paramLabel = "LEVEL",
            defaultValue = "0.001",
            description = "Samples of a smaller magnitude are silent; ${DEFAULT-VALUE} if absent.")
    private float quietLevel;

    @Option(
            names = "--quiet-share",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description =
                    "A file with more silent samples than this is bad; ${DEFAULT-VALUE} if absent.")
    private double quietShare;

    @Option(
            names = "--labels",
            split = ",",
            paramLabel = "LABEL",
            description = "The labels that files may have, separated by commas.")
    private List<String> labels = List.of();

    private final Surroundings surroundings;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::check);
    }

    private ExitCode check() throws DatasetException, InterruptedException {
        List<DatasetPath> paths = DatasetWork.parse(datasets);
        FaultList faults = new FaultList(0);
        FaultSink telling = DatasetWork.telling(surroundings);
        FaultSink both =
                fault -> {
                    faults.report(fault);
                    telling.report(fault);
                };
        long[] bad = new long[1];
        long good;
        try (DatasetStream files =
                DatasetStream.open(paths, labelSet(paths), both, Comparison.SAME_CONTENT)) {
            good =
                    FileWork.each(
                            files,
                            this::problem,
                            (file, problem) -> {
                                if (!problem.isEmpty()) {
                                    bad[0]++;
                                    DatasetWork.tell(
                                            surroundings,
                                            "%s: %s".formatted(file.place(), problem));
                                }
                            },
                            surroundings);
        }
        long unusable = bad[0] + faults.count();
        surroundings
                .terminal()
                .out()
                .line("%d files, %d of them bad".formatted(good + faults.count(), unusable));
        return unusable == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private LabelSet labelSet(List<DatasetPath> paths) throws DatasetException {
        if (!labels.isEmpty()) {
            return LabelSet.ofCodes(labels);
        }
        // A table says itself what its labels are.
        return paths.stream().allMatch(path -> path.type() == DatasetType.CSV)
                ? LabelDiscovery.labels(paths)
                : LabelSet.irmas();
    }

    /** What is wrong with a file's audio; empty when nothing is. */
    private String problem(AudioFile file) {
        long[] quiet = new long[1];
        try {
            long samples =
                    AudioDecoder.decode(
                                    AudioSource.of(file.path()),
                                    SAMPLING_RATE,
                                    DecodingLimits.defaults(),
                                    (block, length) -> quiet[0] += quiet(block, length))
                            .samples();
            double share = (double) quiet[0] / samples;
            return share > quietShare
                    ? String.format(
                            Locale.ROOT, "%s: %.0f %% of it is silent", file.name(), 100 * share)
                    : "";
        } catch (AudioException e) {
            return "%s cannot be read: %s".formatted(file.name(), e.getMessage());
        }
    }

    private long quiet(float[] block, int length) {
        long count = 0;
        for (int i = 0; i < length; i++) {
            if (Math.abs(block[i]) < quietLevel) {
                count++;
            }
        }
        return count;
    }
}
