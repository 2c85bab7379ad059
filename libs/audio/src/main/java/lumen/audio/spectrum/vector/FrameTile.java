package lumen.audio.spectrum.vector;

/**
 * The samples of as many consecutive frames as a vector has lanes, transposed so that sample n of
 * all frames is one (unaligned) vector.
 *
 * <p>Overlapping frames share their samples: row r holds sample r of each hop-long block of the
 * signal, so sample n of frame t is in row {@code n % hop} at column {@code n / hop + t}. Each
 * sample is moved once, not fftLength / hopLength times.
 */
final class FrameTile {
    private final int hop;
    private final int columns;
    private final int rowLength;
    private final float[] values;
    private final int[] offsets;

    FrameTile(int fftLength, int hop) {
        this.hop = hop;
        columns = Lanes.COUNT + (fftLength - 1) / hop;
        rowLength = (columns + 3) / 4 * 4 + 4;
        values = new float[hop * rowLength];
        offsets = new int[fftLength];
        for (int n = 0; n < fftLength; n++) {
            offsets[n] = n % hop * rowLength + n / hop;
        }
    }

    /** The transposed samples. */
    float[] values() {
        return values;
    }

    /** Where the vector of each sample of a frame begins. */
    int[] offsets() {
        return offsets;
    }

    /** Takes the samples from {@code first} on; those outside {@code 0 .. length - 1} are zero. */
    void load(float[] samples, int length, int first) {
        if (first >= 0 && first <= length - columns * hop) {
            int column = 0;
            for (; column + 3 < columns; column += 4) {
                transposeFour(samples, first + column * hop, column);
            }
            for (; column < columns; column++) {
                transposeOne(samples, first + column * hop, column);
            }
        } else {
            for (int column = 0; column < columns; column++) {
                transposeWithin(samples, length, first + column * hop, column);
            }
        }
    }

    private void transposeFour(float[] samples, int from, int column) {
        for (int row = 0, to = column; row < hop; row++, to += rowLength) {
            values[to] = samples[from + row];
            values[to + 1] = samples[from + hop + row];
            values[to + 2] = samples[from + 2 * hop + row];
            values[to + 3] = samples[from + 3 * hop + row];
        }
    }

    private void transposeOne(float[] samples, int from, int column) {
        for (int row = 0, to = column; row < hop; row++, to += rowLength) {
            values[to] = samples[from + row];
        }
    }

    private void transposeWithin(float[] samples, int length, int from, int column) {
        for (int row = 0, to = column; row < hop; row++, to += rowLength) {
            int index = from + row;
            values[to] = index >= 0 && index < length ? samples[index] : 0;
        }
    }
}
