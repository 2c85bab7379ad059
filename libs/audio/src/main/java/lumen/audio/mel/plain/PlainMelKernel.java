package lumen.audio.mel.plain;

import lumen.audio.mel.FourierPlan;
import lumen.audio.mel.MelFilterBank;
import lumen.audio.mel.MelKernel;
import lumen.audio.mel.MelTables;

/** The mel kernel in loops over floats, one frame at a time. */
public final class PlainMelKernel implements MelKernel {
    private final MelTables tables;

    /** The complex values in work, real and imaginary parts alternating. */
    private final float[] values;

    private final float[] power;
    private final float[] butterflyIn = new float[10];

    /** {@code exp(-2πi·k/r)} for every radix r and k below r. */
    private final float[][] roots = new float[6][];

    /** Allocates the buffers. */
    public PlainMelKernel(MelTables tables) {
        this.tables = tables;
        values = new float[tables.parameters().fftLength()];
        power = new float[tables.parameters().bins()];
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
    public void melPower(
            float[] samples,
            int length,
            int first,
            int frames,
            float[] power,
            int offset,
            int stride) {
        for (int frame = 0; frame < frames; frame++) {
            load(samples, length, first + frame * tables.parameters().hopLength());
            transform();
            split();
            filter(power, offset + frame, stride);
        }
    }

    @Override
    public void decibels(float[] values, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            values[i] = (float) (10 * Math.log10(Math.max(LEAST_POWER, values[i])));
        }
    }

    private void load(float[] samples, int length, int first) {
        float[] window = tables.window();
        for (int n = 0; n < window.length; n++) {
            int index = first + n;
            values[n] = index >= 0 && index < length ? samples[index] * window[n] : 0;
        }
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
    private void split() {
        FourierPlan plan = tables.plan();
        int half = plan.complexLength();
        float sum = values[0] + values[1];
        float difference = values[0] - values[1];
        power[0] = sum * sum;
        power[half] = difference * difference;
        for (int k = 1; k <= half / 2; k++) {
            int i = 2 * plan.position(k);
            int j = 2 * plan.position(half - k);
            float evenReal = values[i] + values[j];
            float evenImaginary = values[i + 1] - values[j + 1];
            float oddReal = values[i + 1] + values[j + 1];
            float oddImaginary = values[j] - values[i];
            float cosine = plan.splitCosines()[k];
            float sine = plan.splitSines()[k];
            float turnedReal = oddReal * cosine - oddImaginary * sine;
            float turnedImaginary = oddReal * sine + oddImaginary * cosine;
            float real = evenReal + turnedReal;
            float imaginary = evenImaginary + turnedImaginary;
            float mirrorReal = evenReal - turnedReal;
            float mirrorImaginary = evenImaginary - turnedImaginary;
            power[k] = (real * real + imaginary * imaginary) / 4;
            power[half - k] = (mirrorReal * mirrorReal + mirrorImaginary * mirrorImaginary) / 4;
        }
    }

    private void filter(float[] out, int offset, int stride) {
        MelFilterBank filters = tables.filters();
        float[] weights = filters.weights();
        int weight = 0;
        for (int mel = 0; mel < filters.mels(); mel++) {
            float sum = 0;
            int bin = filters.firstBin(mel);
            for (int end = bin + filters.length(mel); bin < end; bin++) {
                sum += power[bin] * weights[weight++];
            }
            out[offset + mel * stride] = sum;
        }
    }
}
