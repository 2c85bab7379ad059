package lumen.audio.decoding;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lumen.audio.decoding.AudioException.Reason;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets FFmpeg read a channel, and nothing else: it is given no name and no protocol.
 *
 * <p>All inputs share one read and one seek callback, which find their input by number, because
 * JavaCPP has native slots for only about ten callbacks of a kind.
 */
final class SourceInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int INPUT_ERROR = -5;
    private static final int INVALID_ARGUMENT = -22;

    private static final Map<Long, SourceInput> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Read READ = new Read();
    private static final Seek SEEK = new Seek();

    private final long number = NUMBERS.incrementAndGet();
    private final SeekableByteChannel channel;
    private final long size;
    private final Deadline deadline;
    private final AVIOContext context;
    private Throwable failure;

    SourceInput(SeekableByteChannel channel, long size, Deadline deadline) {
        this.channel = channel;
        this.size = size;
        this.deadline = deadline;
        Pointer buffer = av_malloc(BUFFER_BYTES);
        context =
                avio_alloc_context(
                        new BytePointer(buffer),
                        BUFFER_BYTES,
                        0,
                        new Handle(number),
                        READ,
                        null,
                        SEEK);
        if (context == null || context.isNull()) {
            av_free(buffer);
            throw new OutOfMemoryError("FFmpeg cannot allocate an input");
        }
        OPEN.put(number, this);
    }

    AVIOContext context() {
        return context;
    }

    long size() {
        return size;
    }

    /** Throws what stopped the reading, if anything did. */
    void check() throws AudioException {
        deadline.check();
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException fault -> throw fault;
            case IOException problem -> throw problem(problem);
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Says that the storage failed, unless it was this thread that was told to stop. */
    static AudioException problem(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            throw new UncheckedIOException("interrupted while reading audio", cause);
        }
        return new AudioException(
                Reason.UNREADABLE,
                "the file could not be read from its storage: " + cause.getMessage(),
                cause);
    }

    @Override
    public void close() {
        OPEN.remove(number);
        // The buffer may have been replaced since it was allocated.
        av_free(context.buffer());
        avio_context_free(context);
    }

    private int read(BytePointer target, int length) throws IOException {
        if (deadline.passed()) {
            return INPUT_ERROR;
        }
        ByteBuffer buffer = target.capacity(length).asByteBuffer();
        int count = channel.read(buffer);
        return count <= 0 ? AVERROR_EOF : count;
    }

    private long seek(long offset, int whence) throws IOException {
        if ((whence & AVSEEK_SIZE) != 0) {
            return size;
        }
        long from =
                switch (whence & ~AVSEEK_FORCE) {
                    case 0 -> 0;
                    case 1 -> channel.position();
                    case 2 -> size;
                    default -> -1;
                };
        // Hostile headers ask for offsets of every size.
        long position = from + offset;
        if (from < 0 || position < 0 || (offset > 0 && position < from)) {
            return INVALID_ARGUMENT;
        }
        channel.position(position);
        return position;
    }

    /** An input's number where FFmpeg keeps a pointer. */
    private static final class Handle extends Pointer {
        Handle(long number) {
            address = number;
        }
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer target, int length) {
            SourceInput input = OPEN.get(opaque.address());
            try {
                return input.read(target, length);
            } catch (Throwable e) { // must not cross native frames; check() throws it again
                input.failure = e;
                return INPUT_ERROR;
            }
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            SourceInput input = OPEN.get(opaque.address());
            try {
                return input.seek(offset, whence);
            } catch (Throwable e) { // must not cross native frames; check() throws it again
                input.failure = e;
                return INPUT_ERROR;
            }
        }
    }
}
