package lumen.feature.operation;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.LogMelSpectrogramFeatures;
import lumen.audio.Padding;
import lumen.audio.Windowing;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.mel.MelParameters;
import lumen.feature.source.Clips;
import org.jboss.logging.Logger;

/**
 * Runs the decoder and the transforms on a made-up clip while the service starts, since the first
 * clip of a cold JVM takes seconds: native libraries are unpacked and the kernels compiled. Only
 * then is the service ready.
 */
@ApplicationScoped
public class WarmUp {
    private static final Logger LOG = Logger.getLogger(WarmUp.class);
    private static final int RATE = 44_100;
    private static final int SECONDS = 3;
    private static final int MOST_ROUNDS = 20;

    /** It is over after so many rounds in a row that were not much faster than those before. */
    private static final int ROUNDS_WITHOUT_GAIN = 3;

    /** A round is much faster below this share of the least time before it. */
    private static final double GAIN = 0.9;

    /** The two shapes that models are usually trained on: fine in time, and fine in frequency. */
    private static final List<FeatureSpecification> SPECIFICATIONS =
            List.of(
                    new LogMelSpectrogramFeatures(
                            new MelParameters(16_000, 400, 160, 128, 0, 8_000),
                            true,
                            new Windowing(224, 224, Padding.REPEAT)),
                    new LogMelSpectrogramFeatures(
                            new MelParameters(RATE, 2_048, 512, 128, 0, RATE / 2.0),
                            true,
                            new Windowing(224, 224, Padding.REPEAT)));

    /** How far the warm-up has come. */
    public sealed interface Progress {
        /** It runs. */
        record Warming() implements Progress {}

        /** It is over. */
        record Warm() implements Progress {}

        /**
         * Nothing can be decoded on this machine.
         *
         * @param reason why
         */
        record Failed(String reason) implements Progress {}
    }

    private final Clips clips;
    private volatile Progress progress = new Progress.Warming();

    public WarmUp(Clips clips) {
        this.clips = clips;
    }

    /** How far the warm-up has come. */
    public Progress progress() {
        return progress;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().name("warm-up").daemon(true).start(this::run);
    }

    private void run() {
        long start = System.nanoTime();
        try {
            byte[] clip = clip();
            for (FeatureSpecification specification : SPECIFICATIONS) {
                warm(FeatureExtractor.of(specification), clip);
            }
            progress = new Progress.Warm();
            clips.start();
            LOG.infof("warmed up milliseconds=%d", (System.nanoTime() - start) / 1_000_000);
        } catch (AudioException | RuntimeException | LinkageError e) {
            LOG.error("audio cannot be processed on this machine", e);
            progress = new Progress.Failed(e.toString());
        }
    }

    private static void warm(FeatureExtractor extractor, byte[] clip) throws AudioException {
        long least = Long.MAX_VALUE;
        int withoutGain = 0;
        for (int round = 0; round < MOST_ROUNDS && withoutGain < ROUNDS_WITHOUT_GAIN; round++) {
            long start = System.nanoTime();
            extractor.extract(
                    AudioSource.of(clip),
                    DecodingLimits.defaults(),
                    (index, from, to, values) -> {});
            long time = System.nanoTime() - start;
            withoutGain = time < GAIN * least ? 0 : withoutGain + 1;
            least = Math.min(least, time);
        }
    }

    /** A rising tone, 16 bits, two channels, as a WAV file. */
    private static byte[] clip() {
        int frames = RATE * SECONDS;
        int dataBytes = frames * 2 * Short.BYTES;
        ByteBuffer file = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(36 + dataBytes).put(ascii("WAVEfmt ")).putInt(16);
        file.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(RATE * 2 * Short.BYTES);
        file.putShort((short) (2 * Short.BYTES)).putShort((short) Short.SIZE);
        file.put(ascii("data")).putInt(dataBytes);
        for (int i = 0; i < frames; i++) {
            double phase = 2 * Math.PI * (200.0 + 400.0 * i / frames) * i / RATE;
            short sample = (short) (0.5 * Short.MAX_VALUE * Math.sin(phase));
            file.putShort(sample).putShort(sample);
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
