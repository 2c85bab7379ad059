package lumen.audio;

import java.util.Locale;

/** How the last window of a clip is filled when the audio ends inside it. */
public enum Padding {
    /**
     * With the beginning of the first window, over and over; a clip shorter than a window so
     * repeats itself.
     */
    REPEAT,
    /** With what the transform makes of digital silence. */
    ZERO,
    /** With the mean that coefficients are standardised by, so that it becomes 0; MFCC only. */
    MEAN,
    /**
     * With what the reference pads MFCC with: the mean as it is, although the coefficients have
     * been standardised by then; MFCC only.
     */
    REFERENCE;

    /** The name in a feature specification, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
