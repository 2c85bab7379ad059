package lumen.audio;

/**
 * Cuts a clip into windows of features. Used for one clip after the other, each begun by {@link
 * #begin}, then given either at once by {@link #clip} or in blocks by {@link #append} and {@link
 * #finish}. Not thread-safe.
 */
abstract class WindowStream {
    private final FeatureSpecification specification;
    private final WindowFinish finish;
    private WindowConsumer consumer;
    private float divisor;
    private int windows;
    private long transformNanoseconds;

    WindowStream(FeatureSpecification specification, boolean standardizedByOwn) {
        this.specification = specification;
        finish = new WindowFinish(specification, standardizedByOwn);
    }

    /**
     * Begins a clip.
     *
     * @param peak what the samples of {@link #append} are divided by; silence is left as it is
     */
    void begin(WindowConsumer consumer, float peak) {
        this.consumer = consumer;
        divisor = peak < Float.MIN_NORMAL ? 1 : peak;
        windows = 0;
        transformNanoseconds = 0;
    }

    /** Whether a clip has to be surveyed before its first window. */
    abstract boolean surveys();

    /** Learns from the clip, or from its beginning, what has to be known of all of it. */
    abstract void survey(float[] samples, int length);

    /** Computes all windows of a clip in memory, whose samples are taken as they are. */
    abstract int clip(float[] samples, int length);

    /** Takes the next samples. */
    abstract void append(float[] block, int length);

    /**
     * Computes what is left, padding the last window.
     *
     * @return the number of windows given to the consumer
     */
    abstract int finish();

    /**
     * Computes the feature of a clip as one, neither cut nor resized.
     *
     * @return row by row
     */
    abstract float[] whole(float[] samples);

    /** How long the transform took so far. */
    final double transformSeconds() {
        return transformNanoseconds / 1e9;
    }

    final FeatureSpecification specification() {
        return specification;
    }

    final float divisor() {
        return divisor;
    }

    /** How many windows the consumer was given. */
    final int windows() {
        return windows;
    }

    /** Counts time since {@code begin} as the transform's. */
    final void addTransformTime(long begin) {
        transformNanoseconds += System.nanoTime() - begin;
    }

    /**
     * Gives a window to the consumer.
     *
     * @param hop samples from one window to the next
     * @param length samples in a window
     * @param samples samples of the clip so far
     */
    final void emit(float[] window, long hop, long length, long samples) {
        double rate = specification.samplingRate();
        double start = windows * hop / rate;
        double end = Math.min(start + length / rate, samples / rate);
        // A last window may hold no more than the frame about the very end of the clip.
        double least = start + specification.hopLength() / rate;
        long begin = System.nanoTime();
        float[] finished = finish.apply(window);
        addTransformTime(begin);
        consumer.window(windows, start, Math.max(least, end), finished);
        windows++;
    }
}
