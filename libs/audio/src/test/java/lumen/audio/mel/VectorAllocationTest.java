package lumen.audio.mel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import lumen.audio.spectrum.KernelKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vector kernel must not allocate once it is compiled: a vector that the compiler could not
 * keep in a register is several times slower, and nothing else would show it.
 */
class VectorAllocationTest {
    private static final long MOST_BYTES = 1_024;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParameterizedTest
    @CsvSource({"16000,400,160", "44100,2048,512"})
    void aWarmClipAllocatesNothing(int rate, int fftLength, int hop) {
        // Given a kernel and two seconds of audio
        MelParameters parameters = new MelParameters(rate, fftLength, hop, 128, 0, rate / 2.0);
        MelSpectrogram spectrogram =
                new MelSpectrogram(MelTables.of(parameters), KernelKind.VECTOR);
        float[] samples = new float[2 * rate];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) Math.sin(i * 0.1);
        }
        float[] values = new float[128 * spectrogram.frames(samples.length)];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // When clips are computed until the compiler has done its work
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (least > MOST_BYTES && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            spectrogram.power(samples, samples.length, values);
            spectrogram.decibels(values, 0, values.length);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // Then a clip allocates less than a kilobyte
        assertThat(least).isLessThanOrEqualTo(MOST_BYTES);
    }
}
