package lumen.audio.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lumen.audio.decoding.AudioException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is not audio, or claims what cannot be, is refused with its reason and in words. */
class HostileFilesTest {
    private static final int RATE = 16_000;
    private static final DecodingLimits LIMITS = DecodingLimits.defaults();

    static Stream<Arguments> badFiles() {
        return Stream.of(
                arguments("no bytes", new byte[0], Reason.EMPTY),
                arguments("no samples", TestingWav.declaring(RATE, 1, 0, 0), Reason.EMPTY),
                arguments(
                        "text",
                        "Dear reader,\nthis is a text.\n".getBytes(UTF_8),
                        Reason.UNREADABLE),
                arguments("zip", zip(), Reason.UNREADABLE),
                arguments("zeros", new byte[50_000], Reason.UNREADABLE),
                arguments("noise", noise(), Reason.UNREADABLE),
                arguments(
                        "playlist",
                        "#EXTM3U\n#EXTINF:3,\nfile:///etc/hostname\n".getBytes(UTF_8),
                        Reason.UNREADABLE),
                arguments(
                        "list of files",
                        "ffconcat version 1.0\nfile '/etc/hostname'\n".getBytes(UTF_8),
                        Reason.UNREADABLE),
                arguments(
                        "session description",
                        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"
                                .getBytes(UTF_8),
                        Reason.UNREADABLE),
                arguments("3 GB declared", declaring(RATE, 1, 3_000_000_000L), Reason.TRUNCATED),
                arguments("header alone", declaring(RATE, 1, 32_000, 0), Reason.TRUNCATED),
                arguments("0 Hz", declaring(0, 1, 100_000), Reason.IMPLAUSIBLE),
                arguments("1 Hz", declaring(1, 1, 100_000), Reason.IMPLAUSIBLE),
                arguments("1 MHz", declaring(1_000_000, 1, 100_000), Reason.IMPLAUSIBLE),
                arguments("no channels", declaring(RATE, 0, 100_000), Reason.IMPLAUSIBLE),
                arguments("17 channels", declaring(RATE, 17, 100_000), Reason.IMPLAUSIBLE),
                arguments("NaN", withSample(Double.NaN, RATE), Reason.NOT_FINITE),
                arguments("infinity", withSample(1 / 0.0, RATE), Reason.NOT_FINITE),
                arguments("NaN, resampled", withSample(Double.NaN, 44_100), Reason.NOT_FINITE));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("badFiles")
    void aBadFileIsRefusedWithItsReason(String what, byte[] bytes, Reason reason) {
        // Given a bad file
        AudioSource source = AudioSource.of(bytes);
        // When it is decoded
        AudioException problem = decodingProblem(source, LIMITS);
        // Then the reason is given, and a sentence for the person who sent it
        assertThat(problem.reason()).as(what).isEqualTo(reason);
        assertThat(problem.getMessage()).hasSizeGreaterThan(15).doesNotContain("0x", "Exception");
    }

    @Test
    void aPathWithoutAFileIsNotFound(@TempDir Path folder) {
        // Given a path that names nothing, and one that names a folder
        AudioSource nothing = AudioSource.of(folder.resolve("nothing.wav"));
        AudioSource directory = AudioSource.of(folder);
        // When they are decoded, Then neither is found
        assertThat(decodingProblem(nothing, LIMITS).reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(decodingProblem(directory, LIMITS).reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void audioLongerThanAllowedIsRefused() {
        // Given 1.2 s of audio and a limit of 1 s, with a declared length and without
        DecodingLimits limits = LIMITS.withMaxDuration(Duration.ofSeconds(1));
        AudioSource declared = AudioSource.of(TestingFiles.bytes("sine.wav"));
        AudioSource undeclared = AudioSource.of(TestingFiles.bytes("live.webm"));
        // When they are decoded, Then both are too long
        assertThat(decodingProblem(declared, limits).reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(decodingProblem(undeclared, limits).reason()).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void aFileLargerThanAllowedIsRefused() {
        // Given a file with one byte more than allowed
        byte[] bytes = TestingFiles.bytes("sine.wav");
        DecodingLimits limits = LIMITS.withMaxBytes(bytes.length - 1);
        // When it is decoded
        AudioException problem = decodingProblem(AudioSource.of(bytes), limits);
        // Then it is too large
        assertThat(problem.reason()).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aSourceThatIsTooSlowIsGivenUp() {
        // Given a source whose every read takes longer than the deadline
        DecodingLimits limits = LIMITS.withDeadline(Duration.ofMillis(40));
        AudioSource slow =
                () ->
                        new TestingChannel(TestingFiles.bytes("sine.mp3")) {
                            @Override
                            void beforeRead() throws IOException {
                                try {
                                    Thread.sleep(60);
                                } catch (InterruptedException e) {
                                    throw new IOException(e);
                                }
                            }
                        };
        // When it is decoded
        AudioException problem = decodingProblem(slow, limits);
        // Then it is given up in time
        assertThat(problem.reason()).isEqualTo(Reason.TIMEOUT);
    }

    @Test
    void aSlowConsumerIsNotTakenForSlowDecoding() throws Exception {
        // Given a consumer that takes longer than the deadline
        DecodingLimits limits = LIMITS.withDeadline(Duration.ofSeconds(5));
        AudioSource source = AudioSource.of(TestingFiles.bytes("sine.mp3"));
        Deadline deadline = new Deadline(Duration.ofMillis(1));
        // When the time it took is given back
        Thread.sleep(5);
        boolean before = deadline.passed();
        deadline.extend(Duration.ofSeconds(5).toNanos());
        // Then the deadline has not passed any more
        assertThat(before).isTrue();
        assertThat(deadline.passed()).isFalse();
        assertThat(AudioDecoder.decode(source, RATE, limits, (b, n) -> {}).samples()).isPositive();
    }

    @Test
    void aStorageThatFailsIsNamedAsTheCause() {
        // Given a source that fails while it is read
        AudioSource failing =
                () ->
                        new TestingChannel(TestingFiles.bytes("sine.mp3")) {
                            @Override
                            void beforeRead() throws IOException {
                                if (position() > 0) {
                                    throw new IOException("the disk is gone");
                                }
                            }
                        };
        // When it is decoded
        AudioException problem = decodingProblem(failing, LIMITS);
        // Then the message says so
        assertThat(problem.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(problem).hasMessageContaining("the disk is gone");
    }

    @Test
    void anInterruptedThreadDoesNotBlameTheFile(@TempDir Path folder) throws Exception {
        // Given a good file and a thread that has been told to stop
        Path file = Files.write(folder.resolve("good.mp3"), TestingFiles.bytes("sine.mp3"));
        Thread.currentThread().interrupt();
        // When the file is decoded
        Throwable problem =
                catchThrowable(
                        () ->
                                AudioDecoder.decode(
                                        AudioSource.of(file), RATE, LIMITS, (b, n) -> {}));
        // Then the thread's end is what is reported, not a fault of the file
        assertThat(Thread.interrupted()).isTrue();
        assertThat(problem).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void damageOfAnyKindEndsInAnAnswer() {
        // Given files of every format with bytes changed at random
        Random random = new Random(7);
        for (String name : new String[] {"sine.mp3", "sine.ogg", "sine.flac", "sine.m4a"}) {
            for (int round = 0; round < 25; round++) {
                byte[] bytes = TestingFiles.bytes(name);
                for (int change = 0; change < 1 + round; change++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                // When they are decoded, Then they are decoded or refused, and never more
                try {
                    AudioDecoder.decode(AudioSource.of(bytes), RATE, LIMITS, (b, n) -> {});
                } catch (AudioException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            }
        }
    }

    @Test
    void aPictureInTheFileIsLeftAlone(@TempDir Path folder) throws Exception {
        // Given a film whose picture codec is not accepted
        Path file = Files.write(folder.resolve("film.mp4"), TestingFiles.bytes("longer-film.mp4"));
        // When it is decoded
        AudioInformation information =
                AudioDecoder.decode(AudioSource.of(file), RATE, LIMITS, (b, n) -> {});
        // Then its sound is there
        assertThat(information.codec()).isEqualTo("aac");
    }

    private static AudioException decodingProblem(AudioSource source, DecodingLimits limits) {
        return catchThrowableOfType(
                AudioException.class,
                () -> AudioDecoder.decode(source, RATE, limits, (block, length) -> {}));
    }

    private static byte[] declaring(int rate, int channels, long bytes) {
        return declaring(rate, channels, bytes, 100_000);
    }

    private static byte[] declaring(int rate, int channels, long bytes, int present) {
        return TestingWav.declaring(rate, channels, bytes, present);
    }

    private static byte[] withSample(double value, int rate) {
        return TestingWav.floats(rate, rate, i -> i == rate / 2 ? value : 0.25);
    }

    private static byte[] noise() {
        byte[] bytes = new byte[50_000];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("song.wav"));
            zip.write(TestingFiles.bytes("sine.wav"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Bytes in memory with something done before every read. */
    private abstract static class TestingChannel implements SeekableByteChannel {
        private final ByteArrayChannel bytes;

        TestingChannel(byte[] bytes) {
            this.bytes = new ByteArrayChannel(bytes);
        }

        abstract void beforeRead() throws IOException;

        @Override
        public int read(ByteBuffer target) throws IOException {
            beforeRead();
            return bytes.read(target);
        }

        @Override
        public long position() {
            return bytes.position();
        }

        @Override
        public SeekableByteChannel position(long newPosition) throws IOException {
            bytes.position(newPosition);
            return this;
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public int write(ByteBuffer source) {
            return bytes.write(source);
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            return bytes.truncate(size);
        }

        @Override
        public boolean isOpen() {
            return bytes.isOpen();
        }

        @Override
        public void close() {
            bytes.close();
        }
    }
}
