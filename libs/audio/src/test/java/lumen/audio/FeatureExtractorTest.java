package lumen.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.audio.decoding.TestingFiles;
import lumen.audio.decoding.TestingWav;
import lumen.audio.mel.MelFilterBank;
import lumen.audio.mel.MelParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From files to windows. */
class FeatureExtractorTest {
    private static final int RATE = 16_000;
    private static final int MELS = 40;
    private static final MelParameters MEL = new MelParameters(RATE, 400, 160, MELS, 0, 8_000);
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();

    private record Window(int index, double start, double end, float[] values) {}

    @ParameterizedTest
    @CsvSource({
        "100,224,224", "159,224,224", "160,224,224", "16000,224,224", "35839,224,224",
        "35840,224,224", "48000,224,224", "320000,224,224", "160000,100,100", "160000,100,30",
        "160000,301,7", "1000,5,2", "640,5,2"
    })
    void windowsAreThoseOfTheWholeSpectrogramWithTheLastExtendedByTheFirst(
            int samples, int width, int hop) throws Exception {
        // Given a clip and the spectrogram of all of it
        FeatureExtractor extractor = extractor(width, hop, Padding.REPEAT, true);
        byte[] wav = clip(samples);
        float[] whole = extractor.spectrogram(extractor.samples(AudioSource.of(wav), LIMITS));
        int frames = extractor.frames(samples);
        List<Window> windows = new ArrayList<>();
        // When its windows are extracted
        Summary summary = extract(extractor, wav, windows);
        // Then they are the spectrogram cut up, the last extended by the beginning of the first
        assertThat(windows).hasSize(extractor.specification().windows(samples));
        assertThat(summary.windows()).isEqualTo(windows.size());
        assertThat(summary.durationSeconds()).isCloseTo(samples / 16_000.0, within(1e-9));
        for (Window window : windows) {
            float[] wanted = new float[MELS * width];
            for (int column = 0; column < width; column++) {
                int frame = window.index() * hop + column;
                int source = frame < frames ? frame : extended(frame - frames, frames, width);
                for (int mel = 0; mel < MELS; mel++) {
                    wanted[mel * width + column] = whole[mel * frames + source];
                }
            }
            assertThat(Arrays.mismatch(window.values(), wanted)).isEqualTo(-1);
        }
    }

    private static int extended(int beyond, int frames, int width) {
        return beyond % Math.min(frames, width);
    }

    @Test
    void timesAreThoseOfTheAudioInTheWindow() throws Exception {
        // Given three seconds and windows of 2.24 s
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, true);
        List<Window> windows = new ArrayList<>();
        // When the windows are extracted
        extract(extractor, clip(48_000), windows);
        // Then the second ends with the audio
        assertThat(windows).extracting(Window::start).containsExactly(0.0, 2.24);
        assertThat(windows).extracting(Window::end).containsExactly(2.24, 3.0);
    }

    @ParameterizedTest
    @CsvSource({"35840,2.24", "159,0"})
    void everyWindowHasALength(int samples, double lastStart) throws Exception {
        // Given a clip whose last window holds no more than the frame about its end
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, true);
        List<Window> windows = new ArrayList<>();
        // When the windows are extracted
        extract(extractor, clip(samples), windows);
        // Then that window, too, is longer than nothing
        assertThat(windows.getLast().start()).isCloseTo(lastStart, within(1e-9));
        assertThat(windows.getLast().end()).isGreaterThan(windows.getLast().start());
    }

    @Test
    void zeroPaddingIsWhatTheTransformMakesOfSilence() throws Exception {
        // Given one second, windows of 2.24 s and padding with silence
        FeatureExtractor extractor = extractor(224, 224, Padding.ZERO, true);
        List<Window> windows = new ArrayList<>();
        // When the windows are extracted
        extract(extractor, clip(16_000), windows);
        // Then the rest of the window is as the spectrogram of silence
        float silence = extractor.spectrogram(new float[1_000])[0];
        float[] values = windows.getFirst().values();
        assertThat(values[100]).isGreaterThan(silence);
        for (int column = 101; column < 224; column++) {
            assertThat(values[column]).isEqualTo(silence);
        }
    }

    @Test
    void aQuietClipIsAsLoudAsALoudOneWhenNormalized() throws Exception {
        // Given a clip and the same at a thousandth of its amplitude
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, true);
        byte[] loud = TestingWav.floats(RATE, 16_000, i -> Math.sin(i * 0.2));
        byte[] quiet = TestingWav.floats(RATE, 16_000, i -> Math.sin(i * 0.2) * 0.001);
        // When both are extracted
        float[] fromLoud = extractor.spectrogram(extractor.samples(AudioSource.of(loud), LIMITS));
        float[] fromQuiet = extractor.spectrogram(extractor.samples(AudioSource.of(quiet), LIMITS));
        // Then they are the same but for rounding, far below the peak
        for (int i = 0; i < fromLoud.length; i++) {
            assertThat(Math.max(-40, fromQuiet[i]))
                    .isCloseTo(Math.max(-40, fromLoud[i]), within(0.01f));
        }
    }

    @Test
    void aQuietClipStaysQuietWhenNotNormalized() throws Exception {
        // Given a clip of amplitude 0.001 and a specification without normalising
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, false);
        byte[] quiet = TestingWav.floats(RATE, 16_000, i -> Math.sin(i * 0.2) * 0.001);
        List<Window> windows = new ArrayList<>();
        // When it is extracted
        Summary summary = extract(extractor, quiet, windows);
        // Then its features are those of the samples as they are
        float[] whole =
                extractor.spectrogram(AudioDecoder.decodeAll(AudioSource.of(quiet), RATE, LIMITS));
        assertThat(summary.audio().peak()).isCloseTo(0.001f, within(1e-6f));
        assertThat(windows.getFirst().values()[50]).isEqualTo(whole[50]);
    }

    @Test
    void silenceIsNotNormalized() throws Exception {
        // Given a second of digital silence
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, true);
        List<Window> windows = new ArrayList<>();
        // When it is extracted
        extract(extractor, TestingWav.floats(RATE, 16_000, i -> 0), windows);
        // Then every value is the floor
        assertThat(windows).hasSize(1);
        for (float value : windows.getFirst().values()) {
            assertThat(value).isCloseTo(-100, within(1e-4f));
        }
    }

    @Test
    void aCompressedFileHasTheFeaturesOfItsSine() throws Exception {
        // Given an mp3 of a sine of 440 Hz
        FeatureExtractor extractor = extractor(224, 224, Padding.REPEAT, true);
        List<Window> windows = new ArrayList<>();
        // When it is extracted
        extract(extractor, TestingFiles.bytes("sine.mp3"), windows);
        // Then the loudest band of a frame in its middle is the one about 440 Hz
        float[] values = windows.getFirst().values();
        int loudest = 0;
        for (int mel = 0; mel < MELS; mel++) {
            loudest = values[mel * 224 + 60] > values[loudest * 224 + 60] ? mel : loudest;
        }
        assertThat(new MelFilterBank(MEL).centre(loudest)).isCloseTo(440, within(40.0));
    }

    private static FeatureExtractor extractor(
            int width, int hop, Padding padding, boolean normalize) {
        return FeatureExtractor.of(
                new LogMelSpectrogramFeatures(MEL, normalize, new Windowing(width, hop, padding)));
    }

    private static Summary extract(FeatureExtractor extractor, byte[] file, List<Window> windows)
            throws Exception {
        return extractor.extract(
                AudioSource.of(file),
                LIMITS,
                (index, start, end, values) ->
                        windows.add(new Window(index, start, end, values.clone())));
    }

    private static byte[] clip(int samples) {
        return TestingWav.floats(
                RATE, samples, i -> 0.3 * Math.sin(i * 0.05) + 0.2 * Math.sin(i * i * 1e-5));
    }
}
