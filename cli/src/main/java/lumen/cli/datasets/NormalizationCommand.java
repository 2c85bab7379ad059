package lumen.cli.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
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
import lumen.datasets.FaultList;
import lumen.datasets.FaultSink;
import lumen.datasets.LabelDiscovery;
import lumen.datasets.LabelSet;
import lumen.model.file.ModelFile;
import lumen.model.file.ModelFormatException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Computes mean and standard deviation of features over datasets, for standardising them. */
@Command(
        name = "normalization",
        mixinStandardHelpOptions = true,
        versionProvider = LumenVersion.class,
        separator = " ",
        synopsisHeading = "%nUsage: ",
        header = "Computes mean and standard deviation of features over datasets.",
        parameterListHeading = "%nWhat to go through:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%nExample:%n",
        footer =
                "  lumen datasets normalization irmastrain:data/irmas/train --model"
                        + " models/lumen-mobilenet-v3-large.onnx")
final class NormalizationCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "TYPE:PATH",
            description = "Datasets; a bare path has no labels.")
    private List<String> datasets;

    @ArgGroup(multiplicity = "1")
    private Features features;

    static final class Features {
        @Option(
                names = "--model",
                paramLabel = "FILE",
                required = true,
                description = "The features of this model file.")
        private Path model;

        @Option(
                names = "--features",
                paramLabel = "FILE",
                required = true,
                description = "The features that this JSON file specifies.")
        private Path specification;

        FeatureSpecification read() throws IOException, DatasetException {
            if (model == null) {
                return FeatureSpecification.parse(Files.readString(specification));
            }
            try {
                return FeatureSpecification.fromJson(
                        ModelFile.describe(model).metadata().featureSpecification());
            } catch (ModelFormatException e) {
                throw new DatasetException("%s: %s".formatted(model, e.getMessage()), e);
            }
        }
    }

    private final Surroundings surroundings;

    NormalizationCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return DatasetWork.answer(surroundings, this::measure);
    }

    /** The moments of a file's planes, or why there are none. */
    private record Measured(List<Moments> planes, String problem) {}

    private ExitCode measure() throws IOException, DatasetException, InterruptedException {
        FeatureExtractor extractor = FeatureExtractor.of(features.read());
        List<DatasetPath> paths = DatasetWork.parse(datasets);
        LabelSet labels =
                paths.stream().anyMatch(path -> path.type().labelled())
                        ? LabelDiscovery.labels(paths)
                        : LabelSet.irmas();
        FaultList faults = new FaultList(0);
        FaultSink telling = DatasetWork.telling(surroundings);
        List<Moments> planes = new ArrayList<>();
        for (int plane = 0; plane < extractor.specification().planes().size(); plane++) {
            planes.add(new Moments());
        }
        long[] failed = new long[1];
        long files;
        try (DatasetStream stream =
                DatasetStream.open(
                        paths,
                        labels,
                        fault -> {
                            faults.report(fault);
                            telling.report(fault);
                        })) {
            files =
                    FileWork.each(
                            stream,
                            file -> moments(file, extractor),
                            (file, measured) -> {
                                if (measured.problem().isEmpty()) {
                                    for (int plane = 0; plane < planes.size(); plane++) {
                                        planes.get(plane).add(measured.planes().get(plane));
                                    }
                                } else {
                                    failed[0]++;
                                    DatasetWork.tell(
                                            surroundings,
                                            "%s: %s".formatted(file.path(), measured.problem()));
                                }
                            },
                            surroundings);
        }
        surroundings.terminal().out().line("%d files".formatted(files - failed[0]));
        for (Moments plane : planes) {
            surroundings
                    .terminal()
                    .out()
                    .line(
                            String.format(
                                    Locale.ROOT,
                                    "mean %.6f, standard deviation %.6f",
                                    plane.mean(),
                                    plane.standardDeviation()));
        }
        return failed[0] + faults.count() == 0 ? ExitCode.ANSWERED : ExitCode.SOME_FAILED;
    }

    private static Measured moments(AudioFile file, FeatureExtractor extractor) {
        List<Integer> heights = heights(extractor.specification());
        List<Moments> planes = new ArrayList<>();
        heights.forEach(height -> planes.add(new Moments()));
        int frames = extractor.specification().windowFrames();
        try {
            extractor.extract(
                    AudioSource.of(file.path()),
                    DecodingLimits.defaults(),
                    (index, start, end, values) -> {
                        int from = 0;
                        for (int plane = 0; plane < heights.size(); plane++) {
                            int to = from + heights.get(plane) * frames;
                            planes.get(plane).add(values, from, to);
                            from = to;
                        }
                    });
            return new Measured(planes, "");
        } catch (AudioException e) {
            return new Measured(List.of(), e.getMessage());
        }
    }

    /** How many rows of a window each plane has. */
    private static List<Integer> heights(FeatureSpecification specification) {
        return specification.image().height().isPresent()
                ? specification.planes().stream()
                        .map(plane -> specification.image().height().getAsInt())
                        .toList()
                : specification.planes();
    }
}
