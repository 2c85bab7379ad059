package lumen.model.quantization;

/**
 * The values that an activation has been seen to take; 0 is always among them, because padding with
 * zeros must be exact.
 */
public record ValueRange(float lowest, float highest) {
    private static final float SMALLEST_SCALE = 1e-8f;
    private static final int LEVELS = 255;

    /** The smallest range with 0 and these. */
    public ValueRange {
        if (Float.isNaN(lowest) || Float.isNaN(highest)) {
            throw new IllegalArgumentException("an activation is no number");
        }
        lowest = Math.min(0, lowest);
        highest = Math.max(0, highest);
    }

    /** The smallest range with both. */
    public ValueRange and(ValueRange other) {
        return new ValueRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
    }

    /** The difference of neighbouring levels when the range is divided into 256. */
    float scale() {
        return Math.max((highest - lowest) / LEVELS, SMALLEST_SCALE);
    }

    /** The level, from 0 to 255, that stands for 0. */
    byte zeroPoint() {
        return (byte) Math.clamp(Math.round(-lowest / scale()), 0, LEVELS);
    }
}
