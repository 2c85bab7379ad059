package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.TestingWav;
import lumen.audio.spectrum.KernelKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every transform. */
class EveryTransformTest {
    private static final int SAMPLES = 40_000;
    private static final long MOST_BYTES = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @MethodSource("lumen.audio.EveryTransform#specifications")
    void theJsonFormIsReadBackAsAnEqualSpecification(FeatureSpecification specification) {
        // Given a specification
        // When it is written and read
        FeatureSpecification read = FeatureSpecification.parse(specification.toJson().toString());
        // Then nothing has changed
        assertThat(read).isEqualTo(specification);
        assertThat(read.toJson()).isEqualTo(specification.toJson());
    }

    @ParameterizedTest
    @MethodSource("lumen.audio.EveryTransform#specifications")
    void windowsHaveTheShapeAndTheNumberThatTheSpecificationSays(
            FeatureSpecification specification) {
        // Given clips of some lengths, the shortest with no whole frame
        FeatureExtractor extractor = FeatureExtractor.of(specification);
        for (int length : new int[] {1, 399, 400, 8_000, 10_080, 10_081, 10_479, 10_480, SAMPLES}) {
            float[] samples = TransformDefinitions.music(length, 16_000);
            List<Integer> sizes = new ArrayList<>();
            // When their windows are extracted
            int count =
                    extractor.extract(
                            samples,
                            length,
                            (index, start, end, values) -> {
                                assertThat(end).isGreaterThan(start);
                                for (float value : values) {
                                    assertThat(Float.isFinite(value)).isTrue();
                                }
                                sizes.add(values.length);
                            });
            // Then there are as many as told, of rows times frames
            assertThat(count).isEqualTo(specification.windows(length)).isEqualTo(sizes.size());
            assertThat(sizes).containsOnly(specification.rows() * specification.windowFrames());
        }
    }

    @ParameterizedTest
    @MethodSource("lumen.audio.EveryTransform#specifications")
    void aFileHasTheWindowsOfItsSamples(FeatureSpecification specification) throws Exception {
        // Given a file, and the windows of its samples in memory
        byte[] wav = TestingWav.floats(16_000, SAMPLES, i -> Math.sin(i * 0.05) * (1 + i % 7) / 9);
        FeatureExtractor extractor = FeatureExtractor.of(specification);
        float[] samples = extractor.samples(AudioSource.of(wav), DecodingLimits.defaults());
        List<float[]> wanted = new ArrayList<>();
        extractor.extract(samples, SAMPLES, (i, s, e, values) -> wanted.add(values.clone()));
        List<float[]> windows = new ArrayList<>();
        // When the file is extracted
        Summary summary =
                extractor.extract(
                        AudioSource.of(wav),
                        DecodingLimits.defaults(),
                        (i, s, e, values) -> windows.add(values.clone()));
        // Then they are the same, bit by bit
        assertThat(summary.windows()).isEqualTo(wanted.size());
        assertThat(windows).hasSameSizeAs(wanted);
        for (int window = 0; window < wanted.size(); window++) {
            assertThat(Arrays.equals(windows.get(window), wanted.get(window))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("lumen.audio.EveryTransform#specifications")
    void bothKernelsGiveTheSameWithinTheirAccuracy(FeatureSpecification specification) {
        // Given a clip
        float[] samples = TransformDefinitions.music(SAMPLES, 16_000);
        // When both kernels compute its feature
        float[] plain = FeatureExtractor.of(specification, KernelKind.PLAIN).spectrogram(samples);
        float[] vector = FeatureExtractor.of(specification, KernelKind.VECTOR).spectrogram(samples);
        // Then they differ by little of the greatest value
        float greatest = 0;
        for (float value : plain) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        assertThat(vector).hasSameSizeAs(plain);
        for (int i = 0; i < plain.length; i++) {
            assertThat(Math.abs(vector[i] - plain[i])).isLessThan(2e-5f * greatest);
        }
    }

    /**
     * A vector that the compiler could not keep in a register is several times slower, and nothing
     * else would show it.
     */
    @ParameterizedTest
    @MethodSource("lumen.audio.EveryTransform#specifications")
    void aWarmClipAllocatesNothing(FeatureSpecification specification) {
        // Given an extractor and 2.5 seconds of audio
        FeatureExtractor extractor = FeatureExtractor.of(specification, KernelKind.VECTOR);
        float[] samples = TransformDefinitions.music(SAMPLES, 16_000);
        WindowConsumer nobody = (index, start, end, values) -> {};
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // When clips are computed until the compiler has done its work
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (least > MOST_BYTES && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            extractor.extract(samples, SAMPLES, nobody);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // Then a clip allocates less than a kilobyte
        assertThat(least).isLessThanOrEqualTo(MOST_BYTES);
    }
}
