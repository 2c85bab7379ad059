package lumen.audio.spectrum;

import java.util.ArrayList;
import java.util.List;

/**
 * How the spectrum of a real frame of n samples is computed: as the complex transform of n / 2
 * values whose real and imaginary parts are the even and odd samples, which is then split.
 *
 * <p>The complex transform is a decimation in frequency, in place, in passes of radix 4, 2, 3 and
 * 5. A pass of radix r over a block of length m replaces, for every p below m / r, the values p, p
 * + m / r, ... by their r-point transform, multiplies its output j by {@code exp(-2πi·j·p/m)}, and
 * leaves r blocks of length m / r to the next pass. The spectrum ends up in permuted order:
 * frequency k lies at {@link #position}.
 */
public final class FourierPlan {
    private final int frameLength;
    private final int[] radices;
    private final int[] lengths;
    private final float[][] twiddles;
    private final int[] positions;
    private final float[] splitCosines;
    private final float[] splitSines;

    /**
     * Plans the transform of frames of so many samples.
     *
     * @throws IllegalArgumentException if the length is not {@link #supports supported}
     */
    public FourierPlan(int frameLength) {
        if (!supports(frameLength)) {
            throw new IllegalArgumentException(
                    "half of the frame length " + frameLength + " has a factor other than 2, 3, 5");
        }
        this.frameLength = frameLength;
        radices = factors(frameLength / 2);
        lengths = new int[radices.length];
        twiddles = new float[radices.length][];
        int length = frameLength / 2;
        for (int level = 0; level < radices.length; level++) {
            lengths[level] = length;
            twiddles[level] = twiddles(length, radices[level]);
            length /= radices[level];
        }
        positions = new int[frameLength / 2];
        for (int k = 0; k < positions.length; k++) {
            positions[k] = permuted(k, 0);
        }
        splitCosines = new float[frameLength / 4 + 1];
        splitSines = new float[frameLength / 4 + 1];
        for (int k = 0; k <= frameLength / 4; k++) {
            double angle = -2 * Math.PI * k / frameLength;
            splitCosines[k] = (float) Math.cos(angle);
            splitSines[k] = (float) Math.sin(angle);
        }
    }

    /** Whether frames of this length can be transformed: even, its half a product of 2, 3 and 5. */
    public static boolean supports(int frameLength) {
        if (frameLength < 4 || frameLength % 2 != 0) {
            return false;
        }
        int rest = frameLength / 2;
        for (int factor : new int[] {2, 3, 5}) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }

    /** Radix 4 comes first and, with 2, last: there a kernel can merge or leave out work. */
    private static int[] factors(int length) {
        List<Integer> fours = new ArrayList<>();
        List<Integer> result = new ArrayList<>();
        int rest = length;
        for (; rest % 4 == 0; rest /= 4) {
            fours.add(4);
        }
        if (!fours.isEmpty()) {
            result.add(fours.removeLast());
        }
        for (int odd : new int[] {5, 3}) {
            for (; rest % odd == 0; rest /= odd) {
                result.add(odd);
            }
        }
        result.addAll(fours);
        if (rest == 2) {
            result.add(2);
        }
        return result.stream().mapToInt(Integer::intValue).toArray();
    }

    private static float[] twiddles(int length, int radix) {
        int count = length / radix;
        float[] result = new float[2 * (radix - 1) * count];
        int next = 0;
        for (int p = 0; p < count; p++) {
            for (int j = 1; j < radix; j++) {
                double angle = -2 * Math.PI * j * p / length;
                result[next++] = (float) Math.cos(angle);
                result[next++] = (float) Math.sin(angle);
            }
        }
        return result;
    }

    private int permuted(int k, int level) {
        if (level == radices.length) {
            return 0;
        }
        int radix = radices[level];
        return k % radix * (lengths[level] / radix) + permuted(k / radix, level + 1);
    }

    /** Samples in a frame. */
    public int frameLength() {
        return frameLength;
    }

    /** Values of the complex transform: half of {@link #frameLength}. */
    public int complexLength() {
        return frameLength / 2;
    }

    /** The number of passes. */
    public int levels() {
        return radices.length;
    }

    /** The radix of a pass: 2, 3, 4 or 5. */
    public int radix(int level) {
        return radices[level];
    }

    /** The length of the blocks that a pass works on. */
    public int length(int level) {
        return lengths[level];
    }

    /**
     * The factors of a pass: for every p below length / radix, for every j from 1 to radix - 1, the
     * cosine and sine of {@code -2π·j·p/length}. Not to be changed.
     */
    public float[] twiddles(int level) {
        return twiddles[level];
    }

    /**
     * Where each frequency of the complex transform lies after the last pass; not to be changed.
     */
    public int[] positions() {
        return positions;
    }

    /** Where frequency k of the complex transform lies after the last pass. */
    public int position(int k) {
        return positions[k];
    }

    /** {@code cos(-2πk/n)} for k up to n / 4, with which the split works; not to be changed. */
    public float[] splitCosines() {
        return splitCosines;
    }

    /** {@code sin(-2πk/n)} for k up to n / 4, with which the split works; not to be changed. */
    public float[] splitSines() {
        return splitSines;
    }
}
