package lumen.audio.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import lumen.audio.decoding.AudioException.Reason;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole and cut-off files of every format, made by FFmpeg's own encoders. */
class FormatsTest {
    private static final int RATE = 16_000;
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();

    @ParameterizedTest
    @CsvSource({
        "sine.wav,wav,pcm_s16le",
        "sine.mp3,mp3,mp3",
        "sine.ogg,ogg,vorbis",
        "sine.flac,flac,flac",
        "sine.m4a,m4a,aac",
        "index-first.m4a,m4a,aac",
        "sine.opus,ogg,opus",
        "sine.webm,matroska,opus",
        "sine.aiff,aiff,pcm_s16be",
        "sine.aac,aac,aac",
    })
    void aSineComesBackFromEveryFormat(
            String name, String format, String codec, @TempDir Path folder) throws Exception {
        // Given a file of 1.2 s of a sine of 440 Hz, on disk and in memory
        byte[] bytes = TestingFiles.bytes(name);
        Path file = Files.write(folder.resolve(name), bytes);
        SampleBuffer samples = new SampleBuffer(RATE);
        // When it is decoded
        AudioInformation information =
                AudioDecoder.decode(AudioSource.of(file), RATE, LIMITS, samples::append);
        // Then the sine is there, as long and as loud as it was, from the file as from the bytes
        assertThat(information.format()).isEqualTo(format);
        assertThat(information.codec()).isEqualTo(codec);
        assertThat(information.durationSeconds()).isCloseTo(1.2, within(0.05));
        assertThat(information.truncated()).isFalse();
        assertThat(information.corruptPackets()).isZero();
        assertThat(information.samples()).isEqualTo(samples.length());
        assertThat(amplitude(samples.samples(), 440)).isCloseTo(0.5, within(0.03));
        assertThat(amplitude(samples.samples(), 880)).isLessThan(0.01);
        float[] again = AudioDecoder.decodeAll(AudioSource.of(bytes), RATE, LIMITS);
        assertThat(Arrays.equals(again, samples.toArray())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "without-length.mp3",
                "piped.wav",
                "live.webm",
                "longer-film.mp4",
                "longer-film.webm",
                "copied-end.flac"
            })
    void aWholeFileWithAMisleadingLengthIsNotTakenForTruncated(String name) throws Exception {
        // Given a file that declares no length, that of a longer film, or that of a longer original
        AudioSource source = AudioSource.of(TestingFiles.bytes(name));
        // When it is decoded
        AudioInformation information = AudioDecoder.decode(source, RATE, LIMITS, (b, n) -> {});
        // Then it is accepted
        assertThat(information.truncated()).isFalse();
        assertThat(information.durationSeconds()).isBetween(0.7, 1.25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sine.wav",
                "sine.mp3",
                "sine.ogg",
                "sine.flac",
                "sine.m4a",
                "index-first.m4a",
                "sine.opus",
                "sine.webm",
                "live.webm",
                "sine.aiff"
            })
    void aFileCutInHalfIsCalledTruncated(String name) {
        // Given the first half of a file
        AudioSource source = AudioSource.of(TestingFiles.start(name, 0.5));
        // When it is decoded
        AudioException problem =
                catchThrowableOfType(
                        AudioException.class,
                        () -> AudioDecoder.decode(source, RATE, LIMITS, (b, n) -> {}));
        // Then it is refused as truncated
        assertThat(problem.reason()).isEqualTo(Reason.TRUNCATED);
    }

    @ParameterizedTest
    @CsvSource({
        "sine.wav,0.5",
        "sine.mp3,0.5",
        "sine.flac,0.8",
        "index-first.m4a,0.5",
        "sine.webm,0.5",
        "live.webm,0.5",
        "sine.aiff,0.5"
    })
    void aCutOffFileIsDecodedAsFarAsItGoesWhereThatIsWanted(String name, double share)
            throws Exception {
        // Given the first part of a file, and limits that accept it
        AudioSource source = AudioSource.of(TestingFiles.start(name, share));
        DecodingLimits lenient = LIMITS.withAcceptTruncated(true);
        // When it is decoded
        AudioInformation information = AudioDecoder.decode(source, RATE, lenient, (b, n) -> {});
        // Then there is about half, and it is said to be truncated
        assertThat(information.truncated()).isTrue();
        assertThat(information.durationSeconds()).isBetween(0.2, 0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sine.wav", "sine.mp3", "sine.m4a", "sine.webm"})
    void probingTellsTheDurationWithoutDecoding(String name) throws Exception {
        // Given a file
        AudioSource source = AudioSource.of(TestingFiles.bytes(name));
        // When it is probed
        AudioInformation information = AudioDecoder.probe(source, LIMITS);
        // Then its duration is known and nothing was decoded
        assertThat(information.durationSeconds()).isCloseTo(1.2, within(0.02));
        assertThat(information.samples()).isZero();
    }

    /** The amplitude of a sine in 0.5 s of the samples, from 0.3 s on. */
    private static double amplitude(float[] samples, double frequency) {
        double real = 0;
        double imaginary = 0;
        int count = RATE / 2;
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * frequency * i / RATE;
            real += samples[RATE * 3 / 10 + i] * Math.cos(angle);
            imaginary += samples[RATE * 3 / 10 + i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / count;
    }
}
