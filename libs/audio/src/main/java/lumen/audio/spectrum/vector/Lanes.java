package lumen.audio.spectrum.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The widest float vectors of this processor, and how many floats they hold. */
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int COUNT = SPECIES.length();

    private Lanes() {}
}
