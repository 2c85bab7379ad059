package lumen.benchmarks.augmentation;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import lumen.audio.augmentation.PitchShift;
import lumen.audio.augmentation.stretch.PhaseVocoder;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.benchmarks.sound.MadeUpMusic;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Compares ways to change duration and pitch: on tones, where the right answer is known, on clicks,
 * which should stay where they belong, on recordings, whose spectrum should stay the same at
 * corresponding times, and by processor time.
 */
@Command(name = "stretch", mixinStandardHelpOptions = true)
public final class StretchBenchmark implements Callable<Integer> {
    private static final int RATE = 16_000;
    private static final int PERIOD = 4_000;
    private static final int TIMED_SECONDS = 20;
    private static final double[] RATES = {0.8, 1.25};
    private static final double[] SEMITONES = {-2, 0.5, 3};

    /** One way to stretch and to shift. */
    private interface Method {
        float[] stretch(float[] samples, double rate);

        float[] shift(float[] samples, double ratio);
    }

    private record Named(String name, Method method) {}

    @Option(
            names = "--samples",
            required = true,
            description = "Folder of recordings on which spectra are compared.")
    private Path folder;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Timed rounds of each; default: ${DEFAULT-VALUE}.")
    private int rounds;

    /** Runs the benchmark; see --help. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StretchBenchmark()).execute(arguments));
    }

    private static Named vocoder(String name, int frame) {
        return new Named(
                name,
                new Method() {
                    @Override
                    public float[] stretch(float[] samples, double rate) {
                        return new PhaseVocoder(frame).stretch(samples, rate);
                    }

                    @Override
                    public float[] shift(float[] samples, double ratio) {
                        return PitchShift.shift(new PhaseVocoder(frame), samples, ratio);
                    }
                });
    }

    private static Named filters() {
        return new Named(
                "libavfilter",
                new Method() {
                    @Override
                    public float[] stretch(float[] samples, double rate) {
                        return FilterGraph.stretch(samples, RATE, rate);
                    }

                    @Override
                    public float[] shift(float[] samples, double ratio) {
                        return FilterGraph.shift(samples, RATE, ratio);
                    }
                });
    }

    @Override
    public Integer call() throws IOException, AudioException {
        List<float[]> recordings = recordings();
        List<Named> methods =
                List.of(
                        vocoder("phase vocoder, frames of 512", 512),
                        vocoder("phase vocoder, frames of 1024", 1_024),
                        vocoder("phase vocoder, frames of 2048", 2_048),
                        filters());
        System.out.printf(
                Locale.ROOT,
                "16 kHz; stretched by 0.8 and 1.25, shifted by -2, 0.5 and 3 semitones; %d"
                        + " recordings%n%n",
                recordings.size());
        System.out.println(
                "| method | pitch of a shifted tone, largest error in cents | a tone's power"
                    + " outside 12 Hz, dB: stretched / shifted | late or early by ms | clicks'"
                    + " energy within 8 ms of that | spectral error of recordings, dB | ms of 20 s:"
                    + " stretched / shifted |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Named named : methods) {
            measure(named, recordings);
        }
        return 0;
    }

    private List<float[]> recordings() throws IOException, AudioException {
        List<float[]> recordings = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".ogg")).sorted().toList()) {
                recordings.add(
                        AudioDecoder.decodeAll(
                                AudioSource.of(file), RATE, DecodingLimits.defaults()));
            }
        }
        return recordings;
    }

    private void measure(Named named, List<float[]> recordings) {
        Method method = named.method();
        double cents = 0;
        double shiftedRest = 0;
        for (double semitones : SEMITONES) {
            double ratio = Math.pow(2, semitones / 12);
            float[] shifted = method.shift(SignalQuality.tone(440, 2 * RATE, RATE), ratio);
            double wanted = 440 * ratio;
            cents = Math.max(cents, Math.abs(SignalQuality.cents(shifted, RATE, wanted)));
            shiftedRest =
                    Math.max(shiftedRest, SignalQuality.powerOutside(shifted, RATE, wanted, 12));
        }
        double stretchedRest = 0;
        int latest = 0;
        double sharpness = 1;
        double spectral = 0;
        for (double rate : RATES) {
            float[] tone = method.stretch(SignalQuality.tone(440, 2 * RATE, RATE), rate);
            stretchedRest =
                    Math.max(stretchedRest, SignalQuality.powerOutside(tone, RATE, 440, 12));
            float[] clicks = method.stretch(SignalQuality.clicks(4 * RATE, PERIOD), rate);
            int delay = SignalQuality.delay(clicks, RATE, PERIOD, rate);
            latest = Math.max(latest, Math.abs(delay));
            sharpness =
                    Math.min(
                            sharpness,
                            SignalQuality.energyAtClicks(clicks, RATE, PERIOD, rate, delay));
            for (float[] recording : recordings) {
                spectral +=
                        SignalQuality.spectralError(
                                        recording, method.stretch(recording, rate), rate)
                                / recordings.size()
                                / RATES.length;
            }
        }
        float[] music = MadeUpMusic.samples(TIMED_SECONDS, RATE, 1);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.1f / %.1f | %.0f | %.0f %% | %.2f | %.1f / %.1f |%n",
                named.name(),
                cents,
                10 * Math.log10(stretchedRest),
                10 * Math.log10(shiftedRest),
                1_000.0 * latest / RATE,
                100 * sharpness,
                spectral,
                time(samples -> method.stretch(samples, 1.25), music),
                time(samples -> method.shift(samples, Math.pow(2, 3 / 12.0)), music));
    }

    /** The least processor time of the rounds in milliseconds. */
    private double time(UnaryOperator<float[]> change, float[] samples) {
        var threads = ManagementFactory.getThreadMXBean();
        double least = Double.MAX_VALUE;
        for (int round = -rounds; round < rounds; round++) {
            long start = threads.getCurrentThreadCpuTime();
            int length = change.apply(samples).length;
            long elapsed = threads.getCurrentThreadCpuTime() - start;
            if (length == 0) {
                throw new IllegalStateException("nothing came out");
            }
            // Rounds below zero warm up.
            least = round < 0 ? least : Math.min(least, elapsed / 1e6);
        }
        return least;
    }
}
