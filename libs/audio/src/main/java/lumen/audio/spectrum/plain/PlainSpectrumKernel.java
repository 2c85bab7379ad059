package lumen.audio.spectrum.plain;

import lumen.audio.spectrum.FilterBank;
import lumen.audio.spectrum.FourierPlan;
import lumen.audio.spectrum.FrameTables;
import lumen.audio.spectrum.Logarithm;
import lumen.audio.spectrum.SpectrumKernel;

/** The kernel in loops over floats, one frame at a time. */
public final class PlainSpectrumKernel implements SpectrumKernel {
    private final FrameTables tables;

    /** The complex values in work, real and imaginary parts alternating. */
    private final float[] values;

    private float real;
    private float imaginary;
    private float mirrorReal;
    private float mirrorImaginary;

    private final float[] butterflyIn = new float[10];

    /** {@code exp(-2πi·k/r)} for every radix r and k below r. */
    private final float[][] roots = new float[6][];

    /** Allocates the buffers. */
    public PlainSpectrumKernel(FrameTables tables) {
        this.tables = tables;
        values = new float[tables.plan().frameLength()];
        for (int radix = 2; radix <= 5; radix++) {
            roots[radix] = new float[2 * radix];
            for (int k = 0; k < radix; k++) {
                double angle = -2 * Math.PI * k / radix;
                roots[radix][2 * k] = (float) Math.cos(angle);
                roots[radix][2 * k + 1] = (float) Math.sin(angle);
            }
        }
    }

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void transform(float[] samples, int length, int first) {
        load(samples, length, first);
        if (tables.preEmphasis() != 0) {
            emphasize();
        }
        float[] window = tables.window();
        for (int n = 0; n < window.length; n++) {
            values[n] *= window[n];
        }
        transform();
    }

    private void load(float[] samples, int length, int first) {
        for (int n = 0; n < values.length; n++) {
            int index = first + n;
            values[n] =
                    n < tables.frameLength() && index >= 0 && index < length ? samples[index] : 0;
        }
    }

    private void emphasize() {
        int frameLength = tables.frameLength();
        float sum = 0;
        for (int n = 0; n < frameLength; n++) {
            sum += values[n];
        }
        float mean = sum / frameLength;
        for (int n = frameLength - 1; n > 0; n--) {
            values[n] = values[n] - mean - (values[n - 1] - mean) * tables.preEmphasis();
        }
        values[0] = (values[0] - mean) * (1 - tables.preEmphasis());
    }

    private void transform() {
        FourierPlan plan = tables.plan();
        for (int level = 0; level < plan.levels(); level++) {
            int length = plan.length(level);
            for (int base = 0; base < plan.complexLength(); base += length) {
                if (plan.radix(level) == 4) {
                    pass4(base, length, plan.twiddles(level));
                } else {
                    pass(plan.radix(level), base, length, plan.twiddles(level));
                }
            }
        }
    }

    private void pass4(int base, int length, float[] twiddles) {
        int step = length / 2;
        for (int p = 0; p < length / 4; p++) {
            int a = 2 * (base + p);
            int b = a + step;
            int c = b + step;
            int d = c + step;
            float sumEvenReal = values[a] + values[c];
            float sumEvenImaginary = values[a + 1] + values[c + 1];
            float differenceEvenReal = values[a] - values[c];
            float differenceEvenImaginary = values[a + 1] - values[c + 1];
            float sumOddReal = values[b] + values[d];
            float sumOddImaginary = values[b + 1] + values[d + 1];
            float differenceOddReal = values[b] - values[d];
            float differenceOddImaginary = values[b + 1] - values[d + 1];
            values[a] = sumEvenReal + sumOddReal;
            values[a + 1] = sumEvenImaginary + sumOddImaginary;
            int t = 6 * p;
            store(
                    b,
                    differenceEvenReal + differenceOddImaginary,
                    differenceEvenImaginary - differenceOddReal,
                    twiddles,
                    t);
            store(c, sumEvenReal - sumOddReal, sumEvenImaginary - sumOddImaginary, twiddles, t + 2);
            store(
                    d,
                    differenceEvenReal - differenceOddImaginary,
                    differenceEvenImaginary + differenceOddReal,
                    twiddles,
                    t + 4);
        }
    }

    private void pass(int radix, int base, int length, float[] twiddles) {
        int count = length / radix;
        float[] root = roots[radix];
        for (int p = 0; p < count; p++) {
            for (int k = 0; k < radix; k++) {
                butterflyIn[2 * k] = values[2 * (base + p + k * count)];
                butterflyIn[2 * k + 1] = values[2 * (base + p + k * count) + 1];
            }
            for (int j = 0; j < radix; j++) {
                float real = butterflyIn[0];
                float imaginary = butterflyIn[1];
                for (int k = 1; k < radix; k++) {
                    int turn = 2 * (j * k % radix);
                    real +=
                            butterflyIn[2 * k] * root[turn]
                                    - butterflyIn[2 * k + 1] * root[turn + 1];
                    imaginary +=
                            butterflyIn[2 * k] * root[turn + 1]
                                    + butterflyIn[2 * k + 1] * root[turn];
                }
                int to = 2 * (base + p + j * count);
                if (j == 0) {
                    values[to] = real;
                    values[to + 1] = imaginary;
                } else {
                    store(to, real, imaginary, twiddles, 2 * ((radix - 1) * p + j - 1));
                }
            }
        }
    }

    private void store(int to, float real, float imaginary, float[] twiddles, int twiddle) {
        float cosine = twiddles[twiddle];
        float sine = twiddles[twiddle + 1];
        values[to] = real * cosine - imaginary * sine;
        values[to + 1] = real * sine + imaginary * cosine;
    }

    /** Splits the complex spectrum into that of the real frame, and takes its power. */
    @Override
    public void power(float[] spectrum) {
        FourierPlan plan = tables.plan();
        int half = plan.complexLength();
        float sum = values[0] + values[1];
        float difference = values[0] - values[1];
        spectrum[0] = sum * sum;
        spectrum[half] = difference * difference;
        for (int k = 1; k <= half / 2; k++) {
            split(plan, k);
            spectrum[k] = (real * real + imaginary * imaginary) / 4;
            spectrum[half - k] = (mirrorReal * mirrorReal + mirrorImaginary * mirrorImaginary) / 4;
        }
    }

    @Override
    public void project(float[] cosines, float[] sines, float[] spectrum) {
        FourierPlan plan = tables.plan();
        int half = plan.complexLength();
        spectrum[0] = (values[0] + values[1]) * cosines[0];
        spectrum[half] = (values[0] - values[1]) * cosines[half];
        for (int k = 1; k <= half / 2; k++) {
            split(plan, k);
            int mirror = half - k;
            spectrum[k] = (real * cosines[k] - imaginary * sines[k]) / 2;
            spectrum[mirror] = (mirrorReal * cosines[mirror] + mirrorImaginary * sines[mirror]) / 2;
        }
    }

    /** Twice bin k of the real frame's spectrum, and twice the conjugate of bin half - k. */
    private void split(FourierPlan plan, int k) {
        int i = 2 * plan.position(k);
        int j = 2 * plan.position(plan.complexLength() - k);
        float evenReal = values[i] + values[j];
        float evenImaginary = values[i + 1] - values[j + 1];
        float oddReal = values[i + 1] + values[j + 1];
        float oddImaginary = values[j] - values[i];
        float cosine = plan.splitCosines()[k];
        float sine = plan.splitSines()[k];
        float turnedReal = oddReal * cosine - oddImaginary * sine;
        float turnedImaginary = oddReal * sine + oddImaginary * cosine;
        real = evenReal + turnedReal;
        imaginary = evenImaginary + turnedImaginary;
        mirrorReal = evenReal - turnedReal;
        mirrorImaginary = evenImaginary - turnedImaginary;
    }

    @Override
    public void filter(FilterBank filters, float[] block, float[] out, int offset, int stride) {
        float[] weights = filters.weights();
        int weight = 0;
        for (int row = 0; row < filters.rows(); row++) {
            float sum = 0;
            int bin = filters.firstBin(row);
            for (int end = bin + filters.length(row); bin < end; bin++) {
                sum += block[bin] * weights[weight++];
            }
            out[offset + row * stride] = sum;
        }
    }

    @Override
    public void logarithm(float[] values, int offset, int count, float least, Logarithm unit) {
        for (int i = offset; i < offset + count; i++) {
            values[i] = (float) unit.of(Math.max(least, values[i]));
        }
    }

    @Override
    public void squareRoot(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = (float) Math.sqrt(values[i]);
        }
    }

    @Override
    public void greatest(float[] block, int offset, int rows, float[] greatest) {
        for (int row = 0; row < rows; row++) {
            greatest[0] = Math.max(greatest[0], block[offset + row]);
        }
    }

    @Override
    public void fold(float[] block, int rows, float[] sums, float[] differences) {
        for (int row = 0; row < rows / 2; row++) {
            sums[row] = block[row] + block[rows - 1 - row];
            differences[row] = block[row] - block[rows - 1 - row];
        }
        if (rows % 2 == 1) {
            sums[rows / 2] = block[rows / 2];
        }
    }

    @Override
    public void store(float[] block, int rows, float[] out, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            out[offset + row * stride] = block[row];
        }
    }
}
