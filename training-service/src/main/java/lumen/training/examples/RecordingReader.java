package lumen.training.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lumen.audio.decoding.AudioDecoder;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;
import lumen.datasets.AudioFile;
import lumen.datasets.Dataset;

/**
 * Reads the recordings of a dataset into memory, decoding each file once: decoded samples are kept
 * in a file of the cache directory, named after the dataset's fingerprint and the sampling rate.
 *
 * @param samplingRate rate of the model's features, in Hz
 * @param cache directory for decoded samples, made when missing
 * @param threads decoding threads, at least 1
 */
public record RecordingReader(int samplingRate, Path cache, int threads) {
    private static final int FINGERPRINT_DIGITS = 16;

    /**
     * Reads all recordings, in the dataset's order.
     *
     * @throws IOException when the cache cannot be read or written
     * @throws AudioException naming the first file that cannot be decoded
     * @throws InterruptedException when interrupted while decoding
     */
    public List<Recording> read(Dataset dataset)
            throws IOException, AudioException, InterruptedException {
        String fingerprint = dataset.fingerprint().substring(0, FINGERPRINT_DIGITS);
        Path file = cache.resolve("recordings-%s-%d.pcm".formatted(fingerprint, samplingRate));
        if (Files.exists(file)) {
            return load(file, dataset);
        }
        List<Recording> recordings = decode(dataset);
        Files.createDirectories(cache);
        store(file, recordings);
        return recordings;
    }

    private List<Recording> decode(Dataset dataset) throws AudioException, InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<Recording>> decoding = new ArrayList<>();
            for (AudioFile file : dataset.files()) {
                decoding.add(
                        pool.submit(
                                () ->
                                        Recording.normalised(
                                                AudioDecoder.decodeAll(
                                                        AudioSource.of(file.path()),
                                                        samplingRate,
                                                        DecodingLimits.defaults()),
                                                dataset.target(file))));
            }
            List<Recording> recordings = new ArrayList<>();
            for (int index = 0; index < decoding.size(); index++) {
                recordings.add(finished(decoding.get(index), dataset.files().get(index)));
            }
            return recordings;
        }
    }

    private static Recording finished(Future<Recording> decoding, AudioFile file)
            throws AudioException, InterruptedException {
        try {
            return decoding.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AudioException unreadable) {
                throw new AudioException(
                        unreadable.reason(),
                        "%s: %s".formatted(file.path(), unreadable.getMessage()),
                        unreadable);
            }
            throw new IllegalStateException(file.path().toString(), failure.getCause());
        }
    }

    private static void store(Path file, List<Recording> recordings) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), "recordings", ".part");
        try (DataOutputStream output =
                new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 20))) {
            for (Recording recording : recordings) {
                ByteBuffer bytes = ByteBuffer.allocate(recording.samples().length * Short.BYTES);
                bytes.asShortBuffer().put(recording.samples());
                output.writeInt(recording.samples().length);
                output.write(bytes.array());
            }
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<Recording> load(Path file, Dataset dataset) throws IOException {
        List<Recording> recordings = new ArrayList<>();
        try (DataInputStream input =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (AudioFile audio : dataset.files()) {
                short[] samples = new short[input.readInt()];
                byte[] bytes = input.readNBytes(samples.length * Short.BYTES);
                ByteBuffer.wrap(bytes).asShortBuffer().get(samples);
                recordings.add(new Recording(samples, dataset.target(audio)));
            }
        }
        return recordings;
    }
}
