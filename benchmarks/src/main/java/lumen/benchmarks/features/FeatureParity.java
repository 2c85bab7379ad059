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
import lumen.audio.FeatureExtractor;
import lumen.audio.Transform;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares every transform that torchaudio has with it, and both with the definition in double
 * precision, on recordings, and prints the largest differences.
 *
 * <p>A transform is in order if it is as near to torchaudio as the tolerance says; or else, where
 * single precision does not allow that, at least as near to the definition as torchaudio is.
 */
@Command(name = "feature-parity", mixinStandardHelpOptions = true)
public final class FeatureParity implements Callable<Integer> {
    /** Further below the maximum, single precision has few digits left, whoever computes. */
    private static final double COMPARED_DECIBELS = 80;

    @Option(names = "--worker", required = true, description = "The torchaudio worker's program.")
    private Path worker;

    @Option(names = "--samples", required = true, description = "A folder of recordings.")
    private Path folder;

    /** Runs the comparison; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FeatureParity()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, AudioException {
        Path directory = Files.createTempDirectory("lumen-parity-");
        List<Path> recordings;
        try (Stream<Path> files = Files.list(folder)) {
            recordings = files.filter(file -> file.toString().endsWith(".ogg")).sorted().toList();
        }
        boolean within = true;
        try (TorchaudioPeer torchaudio = new TorchaudioPeer(worker, directory)) {
            System.out.printf(
                    "%d recordings against %s%n%n", recordings.size(), torchaudio.versions());
            System.out.println(
                    "| transform | kHz | lumen to torchaudio | lumen to definition | torchaudio to"
                            + " definition | unit | tolerance | |");
            System.out.println("|---|---|---|---|---|---|---|---|");
            for (Transform transform : Transform.values()) {
                for (int rate : new int[] {16_000, 44_100}) {
                    FeatureCase task = new FeatureCase(transform, rate, 3);
                    if (task.hasPeer()) {
                        within &= compare(task, recordings, torchaudio);
                    }
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return within ? 0 : 1;
    }

    private static boolean compare(
            FeatureCase task, List<Path> recordings, TorchaudioPeer torchaudio)
            throws IOException, AudioException {
        FeatureExtractor extractor = FeatureExtractor.of(task.specification());
        double between = 0;
        double ours = 0;
        double theirs = 0;
        for (Path recording : recordings) {
            float[] samples =
                    AudioDecoder.decodeAll(
                            AudioSource.of(recording), task.rate(), DecodingLimits.defaults());
            torchaudio.open(task, samples);
            torchaudio.rounds(0);
            double[] lumen = doubles(extractor.spectrogram(samples));
            double[] peer = doubles(torchaudio.result());
            double[] definition = torchaudio.reference();
            between = Math.max(between, difference(task.transform(), lumen, peer));
            ours = Math.max(ours, difference(task.transform(), lumen, definition));
            theirs = Math.max(theirs, difference(task.transform(), peer, definition));
        }
        double tolerance = tolerance(task.transform());
        boolean within = between <= tolerance || ours <= theirs;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1e | %.1e | %.1e | %s | %.0e | %s |%n",
                task.transform(),
                task.rate() / 1e3,
                between,
                ours,
                theirs,
                unit(task.transform()),
                tolerance,
                within ? "ok" : "**too much**");
        return within;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static double tolerance(Transform transform) {
        return switch (transform) {
            case MEL_SPECTROGRAM -> 5e-6;
            case LOG_MEL_SPECTROGRAM, MFCC -> 2e-3;
            case AST -> 1e-3;
            case MULTI_SPECTROGRAM, WAV2VEC, WAVELET, MELCHROWAV ->
                    throw new IllegalArgumentException("torchaudio has no " + transform);
        };
    }

    private static String unit(Transform transform) {
        return switch (transform) {
            case MEL_SPECTROGRAM -> "of the greatest value";
            case LOG_MEL_SPECTROGRAM -> "dB, down to 80 dB below the greatest";
            case MFCC -> "dB";
            case AST -> "nepers";
            case MULTI_SPECTROGRAM, WAV2VEC, WAVELET, MELCHROWAV ->
                    throw new IllegalArgumentException("torchaudio has no " + transform);
        };
    }

    private static double difference(Transform transform, double[] values, double[] wanted) {
        if (values.length != wanted.length) {
            throw new IllegalStateException(
                    "the features have " + values.length + " and " + wanted.length + " values");
        }
        double greatest = Arrays.stream(wanted).max().orElseThrow();
        double floor =
                transform == Transform.LOG_MEL_SPECTROGRAM
                        ? greatest - COMPARED_DECIBELS
                        : Double.NEGATIVE_INFINITY;
        double worst = 0;
        for (int i = 0; i < values.length; i++) {
            double difference = Math.max(floor, values[i]) - Math.max(floor, wanted[i]);
            worst = Math.max(worst, Math.abs(difference));
        }
        return transform == Transform.MEL_SPECTROGRAM ? worst / greatest : worst;
    }
}
