package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import lumen.audio.spectrum.Logarithm;

/**
 * Logarithms. The natural logarithm of the mantissa, brought between √½ and √2, is the polynomial
 * of the Cephes library's {@code logf} (S. Moshier, "Methods and Programs for Mathematical
 * Functions", 1989), the exponent is added in base 2.
 */
final class VectorLogarithm {
    private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
    private static final int LANES = Lanes.COUNT;

    private static final int SQUARE_ROOT_OF_HALF_BITS = 0x3f3504f3;
    private static final int MANTISSA_BITS = 23;
    private static final float LOG2_E = (float) (1 / Math.log(2));

    private VectorLogarithm() {}

    /** Replaces values by {@code log(max(least, value))}. */
    static void apply(float[] values, int offset, int count, float least, Logarithm unit) {
        float perOctave = unit.perOctave();
        int whole = SPECIES.loopBound(count);
        for (int i = offset; i < offset + whole; i += LANES) {
            FloatVector power = FloatVector.fromArray(SPECIES, values, i).max(least);
            logarithm(power, perOctave).intoArray(values, i);
        }
        if (whole < count) {
            VectorMask<Float> rest = SPECIES.indexInRange(whole, count);
            FloatVector power =
                    FloatVector.fromArray(SPECIES, values, offset + whole, rest).max(least);
            logarithm(power, perOctave).intoArray(values, offset + whole, rest);
        }
    }

    private static FloatVector logarithm(FloatVector power, float perOctave) {
        IntVector bits = power.reinterpretAsInts();
        IntVector exponent =
                bits.sub(SQUARE_ROOT_OF_HALF_BITS).lanewise(VectorOperators.ASHR, MANTISSA_BITS);
        FloatVector mantissa =
                bits.sub(exponent.lanewise(VectorOperators.LSHL, MANTISSA_BITS))
                        .reinterpretAsFloats();
        FloatVector x = mantissa.sub(1f);
        FloatVector square = x.mul(x);
        FloatVector sum = x.mul(0.070376836f).add(-0.1151461f);
        sum = sum.mul(x).add(0.116769984f);
        sum = sum.mul(x).add(-0.12420141f);
        sum = sum.mul(x).add(0.14249323f);
        sum = sum.mul(x).add(-0.16668057f);
        sum = sum.mul(x).add(0.20000714f);
        sum = sum.mul(x).add(-0.24999994f);
        sum = sum.mul(x).add(0.3333333f);
        FloatVector logarithm = x.add(sum.mul(x).mul(square).sub(square.mul(0.5f)));
        FloatVector octaves =
                logarithm.mul(LOG2_E).add((FloatVector) exponent.convert(VectorOperators.I2F, 0));
        return octaves.mul(perOctave);
    }
}
