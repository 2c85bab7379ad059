package lumen.audio.decoding;

import java.util.Arrays;

/** Samples that are collected block by block; grows as needed. */
public final class SampleBuffer {
    private float[] samples;
    private int length;

    /** Starts with room for so many samples. */
    public SampleBuffer(int capacity) {
        samples = new float[capacity];
    }

    /** Appends the first {@code count} samples of a block. */
    public void append(float[] block, int count) {
        int needed = Math.addExact(length, count);
        if (needed > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(needed, samples.length + samples.length / 2));
        }
        System.arraycopy(block, 0, samples, length, count);
        length = needed;
    }

    /** How many samples have been appended. */
    public int length() {
        return length;
    }

    /** The samples themselves, of which the first {@link #length} count; not a copy. */
    public float[] samples() {
        return samples;
    }

    /** A copy of the samples, of exactly their number. */
    public float[] toArray() {
        return Arrays.copyOf(samples, length);
    }
}
