package lumen.benchmarks.services;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lumen.audio.FeatureExtractor;
import lumen.audio.FeatureSpecification;
import lumen.audio.decoding.AudioException;
import lumen.audio.decoding.AudioSource;
import lumen.audio.decoding.DecodingLimits;

/**
 * The most that the services could reach: ONNX Runtime running the same model on the same features,
 * which lie ready in memory, with the same threads and the batch size that suits it best.
 */
final class OnnxRuntimeAlone implements AutoCloseable {
    private static final int[] BATCHES = {1, 2, 4, 8, 16, 32};

    /** So many windows are kept in memory; more are run by beginning again. */
    private static final int MOST_WINDOWS = 1_024;

    private static final int TRIAL_WINDOWS = 96;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final FeatureSpecification specification;
    private final int valuesOfWindow;
    private FloatBuffer features;
    private int windowsHeld;
    private long windows;
    private double seconds;

    /**
     * Opens the model.
     *
     * @param threads how many threads compute a batch
     */
    OnnxRuntimeAlone(Path model, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            session = environment.createSession(model.toString(), options);
        }
        specification =
                FeatureSpecification.parse(
                        session.getMetadata()
                                .getCustomMetadata()
                                .get("lumen.feature_specification"));
        valuesOfWindow = specification.rows() * specification.windowFrames();
    }

    /** Computes the features of files, which is not measured. */
    void load(List<Path> files) throws IOException {
        FeatureExtractor extractor = FeatureExtractor.of(specification);
        List<float[]> held = new ArrayList<>();
        for (Path file : files) {
            try {
                seconds +=
                        extractor
                                .extract(
                                        AudioSource.of(file),
                                        DecodingLimits.defaults(),
                                        (index, start, end, values) -> {
                                            windows++;
                                            if (held.size() < MOST_WINDOWS) {
                                                held.add(values.clone());
                                            }
                                        })
                                .durationSeconds();
            } catch (AudioException e) {
                throw new IOException(file + " cannot be read", e);
            }
        }
        windowsHeld = held.size();
        features =
                ByteBuffer.allocateDirect(windowsHeld * valuesOfWindow * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        for (float[] window : held) {
            features.put(window);
        }
    }

    /**
     * Computes the features of all files once more, so many files at a time.
     *
     * @return how long that took
     */
    double featureSeconds(List<Path> files, int threads) throws IOException, InterruptedException {
        FeatureExtractor extractor = FeatureExtractor.of(specification);
        long start = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (Path file : files) {
                tasks.add(
                        () ->
                                extractor
                                        .extract(
                                                AudioSource.of(file),
                                                DecodingLimits.defaults(),
                                                (index, from, to, values) -> {})
                                        .durationSeconds());
            }
            for (Future<Double> task : workers.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a file cannot be read", e);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The number of windows of all files. */
    long windows() {
        return windows;
    }

    /** The duration of all files. */
    double seconds() {
        return seconds;
    }

    /** Tries batch sizes and answers the fastest. */
    int bestBatch() throws OrtException {
        int best = 0;
        double bestRate = 0;
        for (int batch : BATCHES) {
            windowsPerSecond(batch, TRIAL_WINDOWS / 2);
            double rate = windowsPerSecond(batch, TRIAL_WINDOWS);
            if (rate > bestRate) {
                best = batch;
                bestRate = rate;
            }
        }
        return best;
    }

    /**
     * Runs windows as fast as it goes.
     *
     * @param count at least so many
     */
    double windowsPerSecond(int batch, long count) throws OrtException {
        String input = session.getInputNames().iterator().next();
        long done = 0;
        int next = 0;
        long start = System.nanoTime();
        while (done < count) {
            int size = Math.min(batch, windowsHeld - next);
            FloatBuffer values = features.slice(next * valuesOfWindow, size * valuesOfWindow);
            long[] shape = {size, specification.rows(), specification.windowFrames()};
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
                    OrtSession.Result result = session.run(Map.of(input, tensor))) {
                if (result.size() != 1) {
                    throw new IllegalStateException("the model has " + result.size() + " outputs");
                }
            }
            done += size;
            next = next + size < windowsHeld ? next + size : 0;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
