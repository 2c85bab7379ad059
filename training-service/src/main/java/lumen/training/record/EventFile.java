package lumen.training.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A file of events for TensorBoard: records that hold a protocol buffer {@code tensorboard.Event}
 * each.
 *
 * <p>Before a run's state is written, a mark is left here: a session's event of a checkpoint. A run
 * that goes on from that state begins a new file with everything up to the mark and takes the old
 * one away, so that nothing is there twice, also for a TensorBoard that is watching.
 */
final class EventFile implements Closeable {
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;

    private static final int SESSION_STATUS = 1;
    private static final int SESSION_MESSAGE = 3;
    private static final int CHECKPOINT = 3;

    private final FileChannel channel;
    private final InstantSource clock;
    private final boolean fresh;

    private EventFile(FileChannel channel, InstantSource clock, boolean fresh) {
        this.channel = channel;
        this.clock = clock;
        this.fresh = fresh;
    }

    /**
     * Opens the event file of a run that begins or goes on. Whatever was written after the state
     * that the run goes on from is left out, and so is a record that was not written to its end.
     *
     * @param files where the run's records are
     * @param clock tells when events happen
     */
    static EventFile open(RecordFiles files, ResumePoint from, InstantSource clock)
            throws IOException {
        List<Path> old = files.eventFiles();
        byte[] kept = old.isEmpty() || from.isStart() ? new byte[0] : kept(old.getLast(), from);
        Path file =
                files.newEventFile(
                        clock.instant().getEpochSecond(), host(), ProcessHandle.current().pid());
        Path part = files.directory().resolve(".events.part");
        Files.write(part, kept);
        AtomicFile.move(part, file);
        for (Path path : old) {
            Files.delete(path);
        }
        EventFile events =
                new EventFile(
                        FileChannel.open(file, StandardOpenOption.APPEND), clock, kept.length == 0);
        if (events.fresh) {
            events.append(events.event(0).text(FILE_VERSION, "brain.Event:2"));
        }
        return events;
    }

    /** Whether there was nothing to go on with. */
    boolean isFresh() {
        return fresh;
    }

    /**
     * Adds values.
     *
     * @param place where they are on the horizontal axis
     * @param values as {@link Summaries} makes them
     */
    void add(long place, List<Message> values) throws IOException {
        Message summary = new Message();
        values.forEach(value -> summary.message(1, value));
        append(event(place).message(SUMMARY, summary));
    }

    /** Leaves a mark to go on from, and sees to it that all is on disk. */
    void mark(ResumePoint point) throws IOException {
        Message session =
                new Message()
                        .integer(SESSION_STATUS, CHECKPOINT)
                        .text(SESSION_MESSAGE, message(point));
        append(event(point.step()).message(SESSION_LOG, session));
        channel.force(false);
    }

    private Message event(long place) {
        return new Message().doubleNumber(WALL_TIME, seconds()).integer(STEP, place);
    }

    /** The time, in seconds since 1970. */
    double seconds() {
        Instant now = clock.instant();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    private void append(Message event) throws IOException {
        ByteBuffer record = ByteBuffer.wrap(RecordFraming.framed(event.toByteArray()));
        while (record.hasRemaining()) {
            channel.write(record);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** The events up to the last mark of this point; all of them if there is none. */
    private static byte[] kept(Path file, ResumePoint from) throws IOException {
        byte[] content = Files.readAllBytes(file);
        ByteBuffer rest = ByteBuffer.wrap(content);
        int mark = -1;
        Optional<byte[]> next = RecordFraming.next(rest);
        while (next.isPresent()) {
            if (marks(next.get(), from)) {
                mark = rest.position();
            }
            next = RecordFraming.next(rest);
        }
        return Arrays.copyOf(content, mark < 0 ? rest.position() : mark);
    }

    private static boolean marks(byte[] event, ResumePoint point)
            throws InvalidProtocolBufferException {
        List<ByteString> logs =
                UnknownFieldSet.parseFrom(event).getField(SESSION_LOG).getLengthDelimitedList();
        if (logs.isEmpty()) {
            return false;
        }
        return UnknownFieldSet.parseFrom(logs.getFirst())
                .getField(SESSION_MESSAGE)
                .getLengthDelimitedList()
                .contains(ByteString.copyFromUtf8(message(point)));
    }

    private static String message(ResumePoint point) {
        return "%d epochs and %d steps".formatted(point.finishedEpochs(), point.step());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
