package lumen.benchmarks.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lumen.audio.mel.MelParameters;
import lumen.audio.mel.MelSpectrogram;
import lumen.audio.mel.MelTables;
import lumen.benchmarks.sound.MadeUpMusic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times the log-mel spectrogram of one clip against torchaudio, one thread each, round by round in
 * turn, and compares both results with a reference in double precision.
 *
 * <p>The least time of many rounds is what the code needs when nothing disturbs it; the median is
 * told too. The ratio is torchaudio's time divided by ours.
 */
@Command(name = "features", mixinStandardHelpOptions = true)
public final class FeaturesBenchmark implements Callable<Integer> {
    /** One measured shape, with the least ratio that is asked of lumen. */
    private record Shape(MelParameters parameters, double leastRatio) {}

    private static final List<Shape> SHAPES =
            List.of(
                    new Shape(new MelParameters(44_100, 2_048, 512, 128, 0, 22_050), 5.0),
                    new Shape(new MelParameters(16_000, 400, 160, 128, 0, 8_000), 3.5));

    /** Further below the maximum, single precision has few digits left, whoever computes. */
    private static final double COMPARED_DECIBELS = 80;

    @Option(names = "--worker", required = true, description = "The torchaudio worker's program.")
    private Path worker;

    @Option(
            names = "--rounds",
            defaultValue = "60",
            description = "Measured rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Length of the clip; default: ${DEFAULT-VALUE}.")
    private int seconds;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FeaturesBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("lumen-features-");
        boolean reached = true;
        try (TorchaudioWorker torchaudio = new TorchaudioWorker(worker)) {
            System.out.printf(
                    Locale.ROOT,
                    "log-mel of %d s mono, one thread, %d rounds in turn; peer: %s%n%n",
                    seconds,
                    rounds,
                    torchaudio.versions());
            System.out.println(
                    "| rate, n_fft/hop/mels | lumen ms, least (median) | torchaudio ms, least"
                            + " (median) | ratio of least (of medians) | wanted |");
            System.out.println("|---|---|---|---|---|");
            StringBuilder parity = new StringBuilder();
            for (Shape shape : SHAPES) {
                reached &= measure(shape, torchaudio, directory, parity);
            }
            System.out.println();
            System.out.println(
                    "| rate, n_fft/hop/mels | lumen, largest error in dB | torchaudio, largest"
                            + " error in dB |");
            System.out.println("|---|---|---|");
            System.out.print(parity);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return reached ? 0 : 1;
    }

    private boolean measure(
            Shape shape, TorchaudioWorker torchaudio, Path directory, StringBuilder parity)
            throws IOException {
        MelParameters parameters = shape.parameters();
        float[] samples = MadeUpMusic.samples(seconds, parameters.samplingRate(), 1);
        MelSpectrogram spectrogram = new MelSpectrogram(MelTables.of(parameters));
        float[] values = new float[parameters.mels() * spectrogram.frames(samples.length)];
        torchaudio.open(parameters, samples, directory);

        long[] ours = new long[rounds];
        long[] theirs = new long[rounds];
        for (int round = -rounds / 2; round < rounds; round++) {
            long start = System.nanoTime();
            spectrogram.power(samples, samples.length, values);
            spectrogram.decibels(values, 0, values.length);
            long our = System.nanoTime() - start;
            long their = torchaudio.round();
            // Rounds below zero warm both up.
            if (round >= 0) {
                ours[round] = our;
                theirs[round] = their;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        String name =
                String.format(
                        Locale.ROOT,
                        "%,d Hz, %d/%d/%d",
                        parameters.samplingRate(),
                        parameters.fftLength(),
                        parameters.hopLength(),
                        parameters.mels());
        double ratio = (double) theirs[0] / ours[0];
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f (%.2f) | %.2f (%.2f) | **%.1f** (%.1f) | %.1f |%n",
                name,
                ours[0] / 1e6,
                ours[rounds / 2] / 1e6,
                theirs[0] / 1e6,
                theirs[rounds / 2] / 1e6,
                ratio,
                (double) theirs[rounds / 2] / ours[rounds / 2],
                shape.leastRatio());
        float[] theirValues = torchaudio.result(directory);
        double[] reference = torchaudio.reference(directory);
        parity.append(
                String.format(
                        Locale.ROOT,
                        "| %s | %.1e | %.1e |%n",
                        name,
                        largestError(values, reference),
                        largestError(theirValues, reference)));
        return ratio >= shape.leastRatio();
    }

    private static double largestError(float[] values, double[] reference) {
        requireSameLength(values.length, reference.length);
        double floor = Arrays.stream(reference).max().orElseThrow() - COMPARED_DECIBELS;
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            if (reference[i] >= floor) {
                largest = Math.max(largest, Math.abs(values[i] - reference[i]));
            }
        }
        return largest;
    }

    private static void requireSameLength(int ours, int theirs) {
        if (ours != theirs) {
            throw new IllegalStateException(
                    "the spectrograms have " + ours + " and " + theirs + " values");
        }
    }
}
