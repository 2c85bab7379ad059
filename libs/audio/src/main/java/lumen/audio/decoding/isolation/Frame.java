package lumen.audio.decoding.isolation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.DecodingLimits;

/**
 * What a worker and its service say to each other on the worker's standard streams. A frame is its
 * kind in one byte, the length of its content in four, big-endian, and the content.
 *
 * <p>The worker says {@link #READY} once. Each {@link #REQUEST} is answered by any number of {@link
 * #SAMPLES}, and {@link #DONE} or {@link #REFUSED} at the end.
 */
final class Frame {
    static final byte READY = 1;
    static final byte REQUEST = 2;

    /** Mono samples, four bytes each in the machine's order. */
    static final byte SAMPLES = 3;

    /** An {@link AudioInformation}. */
    static final byte DONE = 4;

    /** An {@link AudioException}. */
    static final byte REFUSED = 5;

    static final int HEADER_BYTES = 5;

    /** A frame of so many samples fills a pipe of Linux; smaller ones cost more switches. */
    static final int MOST_SAMPLES = 16_000;

    static final int MOST_BYTES = MOST_SAMPLES * Float.BYTES;

    private static final int MOST_MESSAGE_CHARACTERS = 1_000;

    /** A file to be decoded. */
    record Request(Path file, int samplingRate, DecodingLimits limits) {}

    private Frame() {}

    /** Reads a frame's kind and length, and checks both. */
    static int readLength(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new StreamCorruptedException("a frame of " + length + " bytes");
        }
        return length;
    }

    static ByteBuffer ready() {
        return frame(READY, out -> {});
    }

    static ByteBuffer of(Request request) {
        return frame(
                REQUEST,
                out -> {
                    out.writeUTF(request.file().toString());
                    out.writeInt(request.samplingRate());
                    DecodingLimits limits = request.limits();
                    out.writeLong(limits.maxBytes());
                    out.writeLong(limits.maxDuration().toMillis());
                    out.writeLong(limits.deadline().toMillis());
                    out.writeInt(limits.minSamplingRate());
                    out.writeInt(limits.maxSamplingRate());
                    out.writeInt(limits.maxChannels());
                    out.writeBoolean(limits.acceptTruncated());
                });
    }

    static Request request(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        return new Request(
                Path.of(in.readUTF()),
                in.readInt(),
                new DecodingLimits(
                        in.readLong(),
                        Duration.ofMillis(in.readLong()),
                        Duration.ofMillis(in.readLong()),
                        in.readInt(),
                        in.readInt(),
                        in.readInt(),
                        in.readBoolean()));
    }

    static ByteBuffer of(AudioInformation information) {
        return frame(
                DONE,
                out -> {
                    out.writeUTF(information.format());
                    out.writeUTF(information.codec());
                    out.writeInt(information.sourceRate());
                    out.writeInt(information.channels());
                    out.writeInt(information.samplingRate());
                    out.writeDouble(information.durationSeconds());
                    out.writeLong(information.samples());
                    out.writeFloat(information.peak());
                    out.writeInt(information.corruptPackets());
                    out.writeBoolean(information.truncated());
                });
    }

    static AudioInformation information(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        return new AudioInformation(
                in.readUTF(),
                in.readUTF(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readLong(),
                in.readFloat(),
                in.readInt(),
                in.readBoolean());
    }

    static ByteBuffer of(AudioException refusal) {
        String message = refusal.getMessage();
        return frame(
                REFUSED,
                out -> {
                    out.writeUTF(refusal.reason().name());
                    out.writeUTF(
                            message.substring(
                                    0, Math.min(message.length(), MOST_MESSAGE_CHARACTERS)));
                });
    }

    static AudioException refusal(byte[] content) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        String reason = in.readUTF();
        String message = in.readUTF();
        try {
            return new AudioException(AudioException.Reason.valueOf(reason), message);
        } catch (IllegalArgumentException e) {
            throw new IOException("a refusal for the reason " + reason, e);
        }
    }

    /** Room for a frame of samples, with its kind; the sender sets the length. */
    static ByteBuffer samples() {
        return ByteBuffer.allocateDirect(HEADER_BYTES + MOST_BYTES).put(0, SAMPLES);
    }

    /** Makes an array of the samples of a frame. */
    static void samples(byte[] content, int count, float[] samples) {
        ByteBuffer.wrap(content)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .get(samples, 0, count);
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static ByteBuffer frame(byte kind, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("a frame cannot be written", e);
        }
        return ByteBuffer.allocate(HEADER_BYTES + bytes.size())
                .put(kind)
                .putInt(bytes.size())
                .put(bytes.toByteArray())
                .flip();
    }
}
