package lumen.audio.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixing to mono and resampling. */
class MonoResamplerTest {
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 7, 16})
    void monoIsTheMeanOfTheChannels(int channels) throws Exception {
        // Given channels with the constant values 1/n, 2/n ... 1
        byte[] wav =
                TestingWav.channels(
                        16_000, channels, 1_000, (channel, i) -> (channel + 1.0) / channels);
        // When they are decoded at their own rate
        float[] samples = AudioDecoder.decodeAll(AudioSource.of(wav), 16_000, LIMITS);
        // Then every sample is their mean
        assertThat(samples.length).isEqualTo(1_000);
        float mean = (channels + 1) / (2f * channels);
        for (float sample : samples) {
            assertThat(sample).isCloseTo(mean, within(1e-6f));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "44100,132300,48000",
        "48000,48000,16000",
        "8000,8000,16000",
        "22050,11025,8000",
        "44100,44101,16000",
        "16000,12345,12345"
    })
    void theLengthIsThatOfTheInputTimesTheRatio(int rate, int given, int wanted) throws Exception {
        // Given so many samples at a rate
        byte[] wav = TestingWav.floats(rate, given, i -> Math.sin(i * 0.01));
        // When they are resampled to 16 kHz
        float[] samples = AudioDecoder.decodeAll(AudioSource.of(wav), 16_000, LIMITS);
        // Then there are n · ratio, rounded to a whole number
        assertThat(samples.length).isEqualTo(wanted);
    }

    @Test
    void samplesAtTheWantedRateAreNotChanged() throws Exception {
        // Given samples at 16 kHz
        byte[] wav = TestingWav.floats(16_000, 5_000, i -> Math.sin(i * 0.7) * 0.9);
        // When they are decoded at 16 kHz
        float[] samples = AudioDecoder.decodeAll(AudioSource.of(wav), 16_000, LIMITS);
        // Then they are bit for bit the same
        for (int i = 0; i < samples.length; i++) {
            assertThat(samples[i]).isEqualTo((float) (Math.sin(i * 0.7) * 0.9));
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,1,0.001", "6000,1,0.005", "6800,1,0.01", "8800,0,0.0005", "12000,0,0.0001"})
    void whatLiesAboveTheNewNyquistFrequencyIsGone(
            double frequency, double wanted, double tolerance) throws Exception {
        // Given a sine at 44.1 kHz
        byte[] wav =
                TestingWav.floats(
                        44_100, 44_100, i -> Math.sin(2 * Math.PI * frequency * i / 44_100));
        // When it is resampled to 16 kHz, whose Nyquist frequency is 8 kHz
        float[] samples = AudioDecoder.decodeAll(AudioSource.of(wav), 16_000, LIMITS);
        // Then it passes unchanged below 0.85 of that, and vanishes from 1.1 of it on
        double square = 0;
        for (int i = 4_000; i < 12_000; i++) {
            square += samples[i] * samples[i];
        }
        assertThat(Math.sqrt(square / 8_000 * 2)).isCloseTo(wanted, within(tolerance));
    }
}
