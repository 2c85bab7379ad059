package lumen.audio.augmentation;

import java.util.Objects;

/**
 * A spectrogram that augmentations change in place.
 *
 * @param values {@code [bands][frames]}, row by row
 * @param bands rows, at least 1
 * @param frames columns, at least 1
 * @param scale what the values mean
 * @param silence the value of a place where nothing is heard: what masks write
 */
public record Spectrogram(float[] values, int bands, int frames, Scale scale, float silence) {
    /** Checks that the values fit the shape. */
    public Spectrogram {
        Objects.requireNonNull(scale, "scale");
        if (bands < 1 || frames < 1 || values.length != bands * frames) {
            throw new IllegalArgumentException(
                    "%d values are no spectrogram of %d bands and %d frames"
                            .formatted(values.length, bands, frames));
        }
    }

    /** A power spectrogram, in which silence is 0. */
    public static Spectrogram ofPower(float[] values, int bands, int frames) {
        return new Spectrogram(values, bands, frames, Scale.POWER, 0);
    }

    /** A spectrogram in decibels, in which silence is -100. */
    public static Spectrogram ofDecibels(float[] values, int bands, int frames) {
        return new Spectrogram(values, bands, frames, Scale.DECIBELS, -100);
    }

    /** Writes a value to a rectangle of bands and frames; ends are exclusive. */
    void fill(int firstBand, int endBand, int firstFrame, int endFrame, float value) {
        for (int band = firstBand; band < endBand; band++) {
            for (int frame = firstFrame; frame < endFrame; frame++) {
                values[band * frames + frame] = value;
            }
        }
    }
}
