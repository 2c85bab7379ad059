package lumen.benchmarks.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import lumen.audio.FeatureExtractor;
import lumen.audio.Transform;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.benchmarks.sound.MadeUpMusic;
import lumen.benchmarks.sound.Wave;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The features of one clip, by one thread. After each iteration torchaudio does the same for as
 * long, in a process of its own; its times go to a file, a line each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ExtractionBenchmark {
    /** The name of the file with torchaudio's times. */
    static final String PEER_TIMES = "peer-times.txt";

    /** Which transform; FeaturesBenchmark says. */
    @Param("LOG_MEL_SPECTROGRAM")
    public Transform transform;

    /** Samples per second. */
    @Param("16000")
    public int rate;

    /** The length of the clip. */
    @Param("3")
    public int seconds;

    /** Whether the clip is a file that has to be decoded first. */
    @Param("false")
    public boolean decoded;

    /** torchaudio's program. */
    @Param("torchaudio_worker.py")
    public String worker;

    /** Where files are written. */
    @Param(".")
    public String directory;

    /** Milliseconds that torchaudio works after each iteration. */
    @Param("150")
    public int peerMilliseconds;

    private FeatureExtractor extractor;
    private float[] samples;
    private AudioSource file;
    private TorchaudioPeer peer;
    private float sum;

    /** Makes the clip and starts torchaudio, where it has the transform. */
    @Setup(Level.Trial)
    public void begin() throws IOException {
        FeatureCase task = new FeatureCase(transform, rate, seconds);
        Path folder = Path.of(directory);
        extractor = FeatureExtractor.of(task.specification());
        samples = MadeUpMusic.samples(seconds, rate, 1);
        Path audio = folder.resolve("clip.wav");
        if (decoded) {
            Files.write(audio, Wave.stereo(MadeUpMusic.samples(seconds, 44_100, 1), 44_100));
            file = AudioSource.of(audio);
        }
        if (task.hasPeer()) {
            peer = new TorchaudioPeer(Path.of(worker), folder);
            if (decoded) {
                peer.open(task, audio);
            } else {
                peer.open(task, samples);
            }
        }
    }

    /** Lets torchaudio work. */
    @TearDown(Level.Iteration)
    public void rest() throws IOException {
        if (peer != null) {
            List<String> times =
                    Arrays.stream(peer.rounds(peerMilliseconds)).mapToObj(Long::toString).toList();
            Files.write(
                    Path.of(directory, PEER_TIMES),
                    times,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** Ends torchaudio. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        if (peer != null) {
            peer.close();
        }
    }

    /** Extracts all windows of the clip. */
    @Benchmark
    public float extract() throws AudioException {
        if (decoded) {
            extractor.extract(file, DecodingLimits.defaults(), this::take);
        } else {
            extractor.extract(samples, samples.length, this::take);
        }
        return sum;
    }

    private void take(int index, double start, double end, float[] values) {
        sum += values[values.length - 1];
    }
}
