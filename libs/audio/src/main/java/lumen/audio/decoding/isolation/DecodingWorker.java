package lumen.audio.decoding.isolation;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.concurrent.SynchronousQueue;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioInformation;
import lumen.audio.decoding.AudioSource;

/**
 * The program of a decoding process: decodes one file after the other as {@link Frame}s ask for it,
 * and ends when its standard input does, as that of a child does when its parent is no more.
 */
public final class DecodingWorker {
    private static final int ENDED_BY_FAULT = 70;

    private final FileChannel answers;
    private final ByteBuffer samples = Frame.samples();

    private DecodingWorker(FileChannel answers) {
        this.answers = answers;
    }

    /**
     * Serves requests from the standard input until it ends.
     *
     * @param arguments the address space that it may have, in bytes
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ResourceLimits.ofWorker(Long.parseLong(arguments[0]));
        DataInputStream requests =
                new DataInputStream(
                        new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        FileChannel answers = new FileOutputStream(FileDescriptor.out).getChannel();
        // Whatever else prints must not get between the frames.
        System.setOut(System.err);
        AudioDecoder.load();
        DecodingWorker worker = new DecodingWorker(answers);
        SynchronousQueue<Frame.Request> queue = new SynchronousQueue<>();
        Thread decoder = Thread.ofPlatform().name("decoder").unstarted(() -> worker.serve(queue));
        decoder.setUncaughtExceptionHandler(
                (thread, fault) -> {
                    fault.printStackTrace();
                    Runtime.getRuntime().halt(ENDED_BY_FAULT);
                });
        decoder.start();
        worker.send(Frame.ready());
        // This thread always listens, so that the end of the service is noticed while a file hangs.
        int kind;
        while ((kind = requests.read()) >= 0) {
            byte[] content = new byte[Frame.readLength(requests)];
            requests.readFully(content);
            if (kind != Frame.REQUEST) {
                throw new StreamCorruptedException("a frame of kind " + kind);
            }
            queue.put(Frame.request(content));
        }
        Runtime.getRuntime().halt(0);
    }

    private void serve(SynchronousQueue<Frame.Request> queue) {
        try {
            while (true) {
                serve(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Frame.Request request) throws IOException {
        samples.clear().position(Frame.HEADER_BYTES);
        try {
            AudioInformation information =
                    AudioDecoder.decode(
                            AudioSource.of(request.file()),
                            request.samplingRate(),
                            request.limits(),
                            this::append);
            flush();
            send(Frame.of(information));
        } catch (AudioException e) {
            flush();
            send(Frame.of(e));
        }
    }

    private void append(float[] block, int length) {
        int taken = 0;
        while (taken < length) {
            int count = Math.min(length - taken, samples.remaining() / Float.BYTES);
            // A slice, since a view has the order of bytes of its own.
            samples.slice().order(ByteOrder.nativeOrder()).asFloatBuffer().put(block, taken, count);
            samples.position(samples.position() + count * Float.BYTES);
            taken += count;
            if (!samples.hasRemaining()) {
                flush();
            }
        }
    }

    private void flush() {
        int bytes = samples.position() - Frame.HEADER_BYTES;
        if (bytes > 0) {
            samples.putInt(1, bytes);
            try {
                send(samples.flip());
            } catch (IOException e) {
                throw new UncheckedIOException("the service does not listen any more", e);
            }
            samples.clear().position(Frame.HEADER_BYTES);
        }
    }

    private void send(ByteBuffer frame) throws IOException {
        while (frame.hasRemaining()) {
            answers.write(frame);
        }
    }
}
