package lumen.audio.augmentation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;

/**
 * The generator that a sample's augmentations draw from. It depends on nothing but a run's seed,
 * the sample and the epoch, so that a sample is the same on any machine, on any number of threads,
 * and whatever was computed before it.
 *
 * <p>The key of a sample is the first eight bytes, most significant first, of the SHA-256 of the
 * seed (eight bytes, most significant first), the epoch (four bytes, likewise) and the sample's
 * name in UTF-8. Value number i, counted from 1, of a key is {@code mix(key + i·γ)} with the γ and
 * the mixing function of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number
 * Generators, 2014). What the Java library leaves open, such as normal values, is computed here.
 */
public final class AugmentationRandom implements RandomGenerator {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private final long key;
    private long state;

    private AugmentationRandom(long key) {
        this.key = key;
        this.state = key;
    }

    /**
     * The generator of a sample, at its beginning.
     *
     * @param seed the training run's
     * @param sampleId what names the sample in the run
     * @param epoch counted from 0
     */
    public static AugmentationRandom of(long seed, String sampleId, int epoch) {
        byte[] name = sampleId.getBytes(StandardCharsets.UTF_8);
        return new AugmentationRandom(
                hash(
                        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length)
                                .putLong(seed)
                                .putInt(epoch)
                                .put(name)
                                .array()));
    }

    /**
     * A generator for one purpose, at its beginning: what is drawn for one augmentation does not
     * change when another is added. Its key is the hash, as above, of this key (eight bytes) and
     * the purpose's name.
     */
    public AugmentationRandom of(String purpose) {
        byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
        return new AugmentationRandom(
                hash(ByteBuffer.allocate(Long.BYTES + name.length).putLong(key).put(name).array()));
    }

    private static long hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public long nextLong() {
        state += GAMMA;
        long mixed = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    @Override
    public int nextInt(int bound) {
        return nextInt(0, bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        if (origin >= bound) {
            throw new IllegalArgumentException("nothing lies from " + origin + " below " + bound);
        }
        // 32 random bits as a fraction; for bounds of audio the bias is below one in 10,000.
        long size = (long) bound - origin;
        long scaled = (nextLong() >>> 32) * size;
        return (int) (origin + (scaled >>> 32));
    }

    /** A normal value, by the transform of Box and Muller (1958). */
    @Override
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }
}
