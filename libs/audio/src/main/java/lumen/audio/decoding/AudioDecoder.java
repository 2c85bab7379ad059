package lumen.audio.decoding;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Locale;
import lumen.audio.decoding.AudioException.Reason;

/**
 * Decodes audio files of unknown origin to mono samples: the mean of the channels, resampled, in
 * blocks, so that a file of any length takes little memory. Every use is independent of every
 * other; all threads may decode at once. Native frames are on the stack while samples are read, so
 * a virtual thread holds its carrier: use platform threads for many files.
 */
public final class AudioDecoder {
    /** What may be missing at the end: codecs trim their padding, and headers round. */
    private static final double TOLERATED_SECONDS = 0.3;

    private static final double TOLERATED_SHARE = 0.01;

    /** A file of fewer bits a second cannot be believed to last as long as its header says. */
    private static final double LEAST_BITS_PER_SECOND = 4_000;

    private AudioDecoder() {}

    /** Loads FFmpeg, unpacking it if need be; otherwise the first use does so. */
    public static void load() {
        Ffmpeg.begin();
        Ffmpeg.end();
    }

    /**
     * Decodes a file block by block.
     *
     * @param source the file
     * @param samplingRate the wanted rate in Hz, 1,000 to 384,000
     * @param limits what is put up with
     * @param consumer takes the samples as they come; when decoding fails it has taken those before
     *     the failure
     * @return what the file holds
     * @throws AudioException if the file cannot be used
     * @throws java.io.UncheckedIOException if the thread is interrupted while it reads a file
     */
    public static AudioInformation decode(
            AudioSource source, int samplingRate, DecodingLimits limits, BlockConsumer consumer)
            throws AudioException {
        if (samplingRate < 1_000 || samplingRate > 384_000) {
            throw new IllegalArgumentException(
                    "sampling rate " + samplingRate + " is not from 1,000 to 384,000");
        }
        return withContainer(
                source,
                limits,
                (container, deadline) -> {
                    refuseTooLong(container, limits);
                    refuseTruncated(container, container.presentDuration(), limits);
                    try (Decoding decoding =
                            new Decoding(container, samplingRate, limits, deadline, consumer)) {
                        decoding.run();
                        return conclude(container, decoding, samplingRate, limits);
                    }
                });
    }

    /**
     * Decodes a whole file to memory: 4 bytes a sample.
     *
     * @param source the file
     * @param samplingRate the wanted rate in Hz, 1,000 to 384,000
     * @param limits what is put up with
     * @throws AudioException if the file cannot be used
     */
    public static float[] decodeAll(AudioSource source, int samplingRate, DecodingLimits limits)
            throws AudioException {
        return SampleSource.of(source).decodeAll(samplingRate, limits);
    }

    /**
     * Reads a file's headers without decoding it.
     *
     * @throws AudioException if the file is no audio that is accepted
     */
    public static AudioInformation probe(AudioSource source, DecodingLimits limits)
            throws AudioException {
        return withContainer(
                source,
                limits,
                (container, deadline) ->
                        new AudioInformation(
                                container.format(),
                                container.codecName(),
                                container.sampleRate(),
                                container.channels(),
                                container.sampleRate(),
                                container.duration(),
                                0,
                                0,
                                0,
                                false));
    }

    private interface Use {
        AudioInformation of(Container container, Deadline deadline) throws AudioException;
    }

    private static AudioInformation withContainer(
            AudioSource source, DecodingLimits limits, Use use) throws AudioException {
        Ffmpeg.begin();
        Deadline deadline = new Deadline(limits.deadline());
        try (SeekableByteChannel channel = source.open()) {
            long size = channel.size();
            if (size == 0) {
                throw new AudioException(Reason.EMPTY, "the file has no bytes");
            }
            if (size > limits.maxBytes()) {
                throw new AudioException(
                        Reason.TOO_LARGE,
                        "the file has "
                                + size
                                + " bytes; at most "
                                + limits.maxBytes()
                                + " are allowed");
            }
            boolean cutOff = OggTail.isCutOff(channel, size);
            if (cutOff && !limits.acceptTruncated()) {
                throw new AudioException(
                        Reason.TRUNCATED, "the file ends in the middle of a page of its data");
            }
            double presentShare = WavHeader.presentShare(channel, size);
            if (presentShare == 0 && !limits.acceptTruncated()) {
                throw new AudioException(
                        Reason.TRUNCATED, "the file ends after its header, before its samples");
            }
            channel.position(0);
            try (SourceInput input = new SourceInput(channel, size, deadline);
                    Container container = Container.open(input, presentShare, limits)) {
                AudioInformation information = use.of(container, deadline);
                return cutOff ? information.asTruncated() : information;
            }
        } catch (IOException e) {
            throw SourceInput.problem(e);
        } finally {
            Ffmpeg.end();
        }
    }

    /** Spares the decoding of audio that is sure to be too long. */
    private static void refuseTooLong(Container container, DecodingLimits limits)
            throws AudioException {
        double declared = container.declaredDuration();
        if (declared > limits.maxDuration().toMillis() / 1000.0
                && container.size() * 8.0 / declared >= LEAST_BITS_PER_SECOND) {
            throw Decoding.tooLong(limits);
        }
    }

    private static void refuseTruncated(Container container, double present, DecodingLimits limits)
            throws AudioException {
        if (isTruncated(container, present) && !limits.acceptTruncated()) {
            throw new AudioException(
                    Reason.TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            "the file declares %.1f s of audio but holds %.1f s",
                            container.declaredDuration(),
                            present));
        }
    }

    private static boolean isTruncated(Container container, double present) {
        double declared = container.declaredDuration();
        return declared - present > TOLERATED_SECONDS + TOLERATED_SHARE * declared;
    }

    private static AudioInformation conclude(
            Container container, Decoding decoding, int samplingRate, DecodingLimits limits)
            throws AudioException {
        double decoded = (double) decoding.samples() / samplingRate;
        // Tools that cut flac files without decoding them leave the old length in the header. Such
        // a file ends with a whole frame, a truncated one almost surely within a frame.
        boolean wholeFrames = container.format().equals("flac") && decoding.corruptPackets() == 0;
        if (!wholeFrames) {
            refuseTruncated(container, decoded, limits);
        }
        boolean endsWithinBlock = Ffmpeg.logged("File ended prematurely");
        if (endsWithinBlock && !limits.acceptTruncated()) {
            throw new AudioException(
                    Reason.TRUNCATED, "the file ends in the middle of a block of its data");
        }
        if (decoding.samples() == 0) {
            throw decoding.corruptPackets() > 0
                    ? new AudioException(
                            Reason.UNREADABLE,
                            "the "
                                    + container.codecName()
                                    + " audio is damaged: nothing of it can be decoded")
                    : new AudioException(Reason.EMPTY, "the file holds no audio");
        }
        return new AudioInformation(
                container.format(),
                container.codecName(),
                container.sampleRate(),
                container.channels(),
                samplingRate,
                decoded,
                decoding.samples(),
                decoding.peak(),
                decoding.corruptPackets(),
                endsWithinBlock || (!wholeFrames && isTruncated(container, decoded)));
    }
}
